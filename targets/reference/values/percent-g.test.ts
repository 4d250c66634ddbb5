import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPercentG } from './percent-g.ts';

describe('formatPercentG', () => {
  // Each row was read from live servers (ZSCAN of a sorted set that is no listpack).
  it.each([
    [3.3, '3.2999999999999998'],
    [0.1, '0.10000000000000001'],
    [1e5, '100000'],
    [1e-5, '1.0000000000000001e-05'],
    [2 ** 45 + 2 ** -4, '35184372088832.062'],
    [1e17, '1e+17'],
    [123456789012345680, '1.2345678901234568e+17'],
    [1e100, '1e+100'],
    [-0, '-0'],
    [Infinity, 'inf'],
  ])('spells %d as %s', (value, text) => {
    expect(formatPercentG(value)).toBe(text);
  });

  it('reads back to the same double', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(formatPercentG(value))).toBe(value);
      }),
    );
  });
});
