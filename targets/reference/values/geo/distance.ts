/** Distances on a sphere, in metres. */
import type { Position } from './geohash.ts';
import { arcSine, cosine, sine } from './trigonometry.ts';

const EARTH_RADIUS = 6372797.560856;
const RADIANS_PER_DEGREE: number = Math.PI / 180;

/** The angle in degrees that a distance makes at the centre of the earth. */
export function angleOf(metres: number): number {
  return metres / EARTH_RADIUS / RADIANS_PER_DEGREE;
}

export function radians(degrees: number): number {
  return degrees * RADIANS_PER_DEGREE;
}

/** The great-circle distance by the haversine formula. */
export function distance(a: Position, b: Position): number {
  const latitudeA = radians(a.latitude);
  const latitudeB = radians(b.latitude);
  const v = sine((radians(b.longitude) - radians(a.longitude)) / 2);
  if (v === 0) return latitudeDistance(a, b);
  const u = sine((latitudeB - latitudeA) / 2);
  const haversine = u * u + cosine(latitudeA) * cosine(latitudeB) * v * v;
  return 2 * EARTH_RADIUS * arcSine(Math.sqrt(haversine));
}

/** The distance between two circles of latitude. */
export function latitudeDistance(a: Position, b: Position): number {
  return EARTH_RADIUS * Math.abs(radians(b.latitude) - radians(a.latitude));
}
