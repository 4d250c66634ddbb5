import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  INT64_MAX,
  INT64_MIN,
  isCanonicalInteger,
  parseFloat64,
  parseInt64,
  parseInteger,
} from './numbers.ts';

describe('integers', () => {
  it('have one spelling, within 64 bits', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: INT64_MIN, max: INT64_MAX }), (value) => {
        expect(parseInt64(String(value))).toBe(value);
        expect(isCanonicalInteger(String(value))).toBe(true);
      }),
    );
  });

  it.each(['', '-', '+1', '01', '-0', ' 1', '1 ', '1.0', '0x10', '9223372036854775808', '1e3'])(
    'are not spelled %j',
    (text) => {
      expect(parseInt64(text)).toBeUndefined();
      expect(parseInteger(text)).toBeUndefined();
      expect(isCanonicalInteger(text)).toBe(false);
    },
  );
});

describe('doubles', () => {
  it.each([
    ['3.0', 3],
    ['.5', 0.5],
    ['5.', 5],
    ['+1e3', 1000],
    ['0x10', 16],
    ['-0x1p-1', -0.5],
    ['inf', Infinity],
    ['-Infinity', -Infinity],
    ['nan', undefined],
    ['1e400', undefined],
    ['', undefined],
    ['.', undefined],
    [' 1', undefined],
    ['1 ', undefined],
    ['1e', undefined],
    ['0x', undefined],
  ])('%j reads as %s', (text, value) => {
    expect(parseFloat64(text)).toBe(value);
  });
});
