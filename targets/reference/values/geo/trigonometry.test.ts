import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arcSine, cosine, sine } from './trigonometry.ts';

const BITS = 200n;
const ONE = 1n << BITS;

/** Exact: the angles here are multiples of 2^-100. */
function fixed(value: number): bigint {
  return BigInt(value * 2 ** 100) << (BITS - 100n);
}

/** The series of the sine (from power 1) or the cosine (from power 0), in fixed point. */
function series(angle: bigint, firstPower: 0n | 1n): bigint {
  let term = firstPower === 0n ? ONE : angle;
  let sum = 0n;
  for (let power = firstPower; term !== 0n; power += 2n) {
    sum += term;
    term = -((((term * angle) >> BITS) * angle) >> BITS) / ((power + 1n) * (power + 2n));
  }
  return sum;
}

function rounded(value: bigint): number {
  return Number(value) / 2 ** Number(BITS);
}

const angles = fc.double({ min: 1e-9, max: Math.PI / 2 - 0.01, noNaN: true });

describe('trigonometry', () => {
  it('gives the double next to the truth', () => {
    fc.assert(
      fc.property(angles, (angle) => {
        expect(sine(angle)).toBe(rounded(series(fixed(angle), 1n)));
        expect(cosine(angle)).toBe(rounded(series(fixed(angle), 0n)));
        expect([sine(-angle), cosine(-angle)]).toEqual([-sine(angle), cosine(angle)]);
      }),
    );
  });

  it('gives the arc sine whose sine is nearest', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 0.999, noNaN: true }), (value) => {
        const found = arcSine(value);
        const missedBy = (angle: number) => {
          const missed = series(fixed(angle), 1n) - fixed(value);
          return missed < 0n ? -missed : missed;
        };
        const step = 2 ** (Math.floor(Math.log2(found)) - 52);
        expect(missedBy(found) <= missedBy(found + step)).toBe(true);
        expect(missedBy(found) <= missedBy(found - step)).toBe(true);
      }),
    );
  });

  it('answers outside of its table, too', () => {
    expect(sine(100)).toBe(Math.sin(100));
    expect(cosine(-100)).toBe(Math.cos(-100));
    expect([arcSine(0), arcSine(1)]).toEqual([0, Math.PI / 2]);
  });
});
