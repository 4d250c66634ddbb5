import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idText, LAST_ID, parseId, parseIdParts } from './stream-id.ts';

// As a live 7.2-level server reads them; what is no plain integer goes to C's strtoull there.
describe('the id in a text', () => {
  it.each([
    ['5', '5-0'],
    ['5-3', '5-3'],
    ['007-0003', '7-3'],
    [' 3-1', '3-1'],
    ['1- 2', '1-2'],
    ['+5-1', '5-1'],
    ['1--01', '1-18446744073709551615'],
    ['18446744073709551615-18446744073709551615', '18446744073709551615-18446744073709551615'],
  ])('%s is %s', (text, id) => {
    expect(idText(parseId(text) ?? -1n)).toBe(id);
  });

  it.each([
    ...['', '-', '-1', '1-', '1--1', '1-1-1', '1-*', 'abc', '0x1', '1.5', '1 ', '+'],
    '18446744073709551616',
    '1-18446744073709551616',
    '0'.repeat(128),
  ])('%j is none', (text) => {
    expect(parseId(text)).toBeUndefined();
  });

  it('may leave the sequence number open', () => {
    expect(parseIdParts('5-*')).toEqual({ ms: 5n, sequence: '*' });
    expect(parseIdParts('5')).toEqual({ ms: 5n, sequence: undefined });
  });

  it('comes back from every id', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, LAST_ID), (id) => {
        expect(parseId(idText(id))).toBe(id);
      }),
    );
  });
});
