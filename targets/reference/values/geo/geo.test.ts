import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverOf } from './cover.ts';
import { distance } from './distance.ts';
import {
  cellOf,
  geohashOf,
  type Position,
  positionOf,
  STEP_MAX,
  scoreAfter,
  scoreOf,
} from './geohash.ts';
import { distanceWithin, type Shape } from './shape.ts';

function positions(longitudeMax: number, latitudeMax: number): fc.Arbitrary<Position> {
  return fc.record({
    longitude: fc.double({ min: -longitudeMax, max: longitudeMax, noNaN: true }),
    latitude: fc.double({ min: -latitudeMax, max: latitudeMax, noNaN: true }),
  });
}

function scoreAt(position: Position): number {
  return scoreOf(cellOf(position, STEP_MAX));
}

const shapes: fc.Arbitrary<Shape> = fc
  .tuple(positions(120, 55), fc.double({ min: 1, max: 1e6 }))
  .chain(([centre, size]) =>
    fc.constantFrom<Shape>(
      { kind: 'circle', centre, radius: size },
      { kind: 'box', centre, width: size, height: size / 3 },
    ),
  );

describe('positions as scores', () => {
  it('come back to within a step', () => {
    fc.assert(
      fc.property(positions(179.9, 85), (position) => {
        const found = positionOf(scoreAt(position));
        expect(Math.abs(found.longitude - position.longitude)).toBeLessThan(360 / 2 ** STEP_MAX);
        expect(Math.abs(found.latitude - position.latitude)).toBeLessThan(180 / 2 ** STEP_MAX);
        expect(scoreAt(found)).toBe(scoreAt(position));
      }),
    );
  });

  it('are found for scores that no position has', () => {
    expect(positionOf(-1)).toEqual({ longitude: 180, latitude: 85.05112878 });
    expect(positionOf(Number.POSITIVE_INFINITY)).toEqual(positionOf(0));
    expect(positionOf(1.5)).toEqual(positionOf(1));
  });

  it('are written as geohashes are elsewhere', () => {
    // The example of https://en.wikipedia.org/wiki/Geohash: u4pruydqqvj is 57.64911, 10.40744.
    const hash = geohashOf(scoreAt({ longitude: 10.40744, latitude: 57.64911 }));
    expect(hash).toBe('u4pruydqqv0');
  });
});

describe('the cells for a shape', () => {
  it('hold every position in it', () => {
    fc.assert(
      fc.property(shapes, fc.array(positions(1, 1), { minLength: 20 }), (shape, offsets) => {
        const cells = coverOf(shape);
        expect(cells.length).toBeLessThanOrEqual(9);
        const reach = (shape.kind === 'circle' ? shape.radius : shape.width) / 50_000;
        for (const offset of offsets) {
          const longitude = shape.centre.longitude + offset.longitude * reach;
          const score = scoreAt({
            longitude,
            latitude: shape.centre.latitude + offset.latitude * reach,
          });
          if (distanceWithin(shape, positionOf(score)) === undefined) continue;
          expect(cells.some((cell) => score >= scoreOf(cell) && score < scoreAfter(cell))).toBe(
            true,
          );
        }
      }),
    );
  });

  it('are small for a small shape', () => {
    const cells = coverOf({ kind: 'circle', centre: { longitude: 13, latitude: 52 }, radius: 100 });
    expect(Math.min(...cells.map(({ step }) => step))).toBeGreaterThan(15);
  });
});

describe('a distance', () => {
  it('is the same both ways and at most half the way around the earth', () => {
    fc.assert(
      fc.property(positions(180, 85), positions(180, 85), (a, b) => {
        expect(distance(a, b)).toBeCloseTo(distance(b, a), 6);
        expect(distance(a, b)).toBeLessThanOrEqual(Math.PI * 6372797.560857);
      }),
    );
  });
});
