/** What is searched for positions: a circle, or a box along the meridians. */
import { angleOf, distance, latitudeDistance, radians } from './distance.ts';
import type { Area, Position } from './geohash.ts';

/** Lengths are in metres. */
export type Shape =
  | { readonly kind: 'circle'; readonly centre: Position; readonly radius: number }
  | {
      readonly kind: 'box';
      readonly centre: Position;
      readonly width: number;
      readonly height: number;
    };

/** How far a position is from the centre; `undefined` when it lies outside. */
export function distanceWithin(shape: Shape, position: Position): number | undefined {
  const { centre } = shape;
  if (shape.kind === 'box') {
    if (latitudeDistance(position, centre) > shape.height / 2) return undefined;
    const meridian = { longitude: centre.longitude, latitude: position.latitude };
    if (distance(position, meridian) > shape.width / 2) return undefined;
  }
  const found = distance(centre, position);
  return shape.kind === 'circle' && found > shape.radius ? undefined : found;
}

/** How far a shape reaches from its centre. */
export function reachOf(shape: Shape): number {
  if (shape.kind === 'circle') return shape.radius;
  return Math.sqrt((shape.width / 2) * (shape.width / 2) + (shape.height / 2) * (shape.height / 2));
}

/** The degrees that a shape spans. Meridians are nearest at the edge that is nearer to a pole. */
export function boundsOf(shape: Shape): Area {
  const { longitude, latitude } = shape.centre;
  const halfHeight = shape.kind === 'circle' ? shape.radius : shape.height / 2;
  const halfWidth = shape.kind === 'circle' ? shape.radius : shape.width / 2;
  const latitudes = angleOf(halfHeight);
  const edge = latitude < 0 ? latitude - latitudes : latitude + latitudes;
  const longitudes = angleOf(halfWidth / Math.cos(radians(edge)));
  return {
    west: longitude - longitudes,
    east: longitude + longitudes,
    south: latitude - latitudes,
    north: latitude + latitudes,
  };
}
