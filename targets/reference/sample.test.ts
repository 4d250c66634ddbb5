import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPositions, differentPositions } from './sample.ts';

/** A random source from a list of numbers below 1. */
function source(numbers: readonly number[]): (limit: number) => number {
  let next = 0;
  return (limit) => Math.floor((numbers[next++ % numbers.length] ?? 0) * limit);
}

const numbers = fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1 });

describe('random positions', () => {
  it('differ and lie below the size', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(60), numbers, (size, count, random) => {
        const positions = differentPositions(size, count, source(random));
        expect(positions).toHaveLength(Math.min(size, count));
        expect(new Set(positions).size).toBe(positions.length);
        expect(positions.every((position) => position >= 0 && position < size)).toBe(true);
      }),
    );
  });

  it('are all equally likely at every place', () => {
    // All 2 × 3 ways in which the source can answer a draw of two from three.
    const draws = [0, 1, 2].flatMap((a) =>
      [0, 1].map((b) => differentPositions(3, 2, source([a / 3 + 0.01, b / 2 + 0.01])).join('')),
    );
    expect(draws.sort()).toEqual(['01', '02', '10', '12', '20', '21']);
  });

  it('may repeat when asked to', () => {
    expect(anyPositions(3, 4, source([0.5]))).toEqual([1, 1, 1, 1]);
  });
});
