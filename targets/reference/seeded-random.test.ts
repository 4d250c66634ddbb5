import { expect, it } from 'vitest';
import { seededRandom } from './seeded-random.ts';

function draw(seed: number, count: number): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, random);
}

it('gives the same numbers for the same seed, and others for another', () => {
  expect(draw(42, 5)).toEqual(draw(42, 5));
  expect(draw(42, 5)).not.toEqual(draw(43, 5));
});

it.each([0, 1, -1, 2 ** 31])('spreads evenly from 0 to below 1 with seed %i', (seed) => {
  const numbers = draw(seed, 10_000);
  const inTenths = Object.values(Object.groupBy(numbers, (number) => Math.floor(number * 10)));
  expect(inTenths).toHaveLength(10);
  for (const tenth of inTenths) {
    expect(tenth?.length).toBeGreaterThan(850);
    expect(tenth?.length).toBeLessThan(1_150);
  }
});
