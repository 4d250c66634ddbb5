import { describe, expect, it } from 'vitest';
import { addLongDoubles, formatLongDouble, parseLongDouble } from './long-double.ts';

function sum(a: string, b: string): string {
  const [left, right] = [parseLongDouble(a), parseLongDouble(b)];
  if (typeof left !== 'object' || typeof right !== 'object') return 'refused';
  const result = addLongDoubles(left, right);
  return result === undefined ? 'overflow' : formatLongDouble(result);
}

describe('long doubles', () => {
  // Each row was read from a live 7.2-level server (HSET, HINCRBYFLOAT).
  it.each([
    ['10.50', '0.1', '10.6'],
    ['5.0e3', '200', '5200'],
    ['0x10', '1', '17'],
    ['0.1', '0.2', '0.3'],
    ['0.3', '-0.3', '0'],
    ['0', '-1e-20', '0'],
    ['3.0e-5', '1e-18', '0.00003'],
    ['3.0e-5', '1e-17', '0.00003000000000001'],
    ['0', '3.141592653589793238462643383', '3.14159265358979324'],
    ['3.14159265358979324', '1e15', '1000000000000003.1416015625'],
    ['0', '123456789012345678.9', '123456789012345678.8984375'],
    ['123456789012345678.8984375', '1234567890123456789.9', '1358024679135802468.75'],
    ['99999999999999999999999999', '1', '100000000000000000000000000'],
    ['1e4932', '1e4932', 'overflow'],
  ])('%s + %s = %s', (a, b, expected) => {
    expect(sum(a, b)).toBe(expected);
  });

  it('prints a number beyond the doubles in full', () => {
    expect(sum('1e400', '1')).toMatch(
      /^10000000000000000000281880683947586514586453433629052038625/,
    );
  });

  it.each(['', 'abc', ' 5', '5 ', '5\0', 'nan', '.', '0x', '1e-5000', '1e5000', '2e4932'])(
    'refuses %j',
    (text) => {
      expect(parseLongDouble(text)).toBeUndefined();
    },
  );

  it('knows infinity apart', () => {
    expect(['inf', '-Infinity'].map(parseLongDouble)).toEqual(['infinite', 'infinite']);
  });
});
