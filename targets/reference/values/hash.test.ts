import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HashValue } from './hash.ts';

const limits = { 'hash-max-listpack-entries': 4, 'hash-max-listpack-value': 8 };
const field = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
const step = fc.oneof(
  fc.tuple(fc.constant('set' as const), field, fc.constantFrom('1', '2')),
  fc.tuple(fc.constant('delete' as const), field, fc.constant('')),
);

describe('HashValue', () => {
  it('behaves as a Map and keeps its order', () => {
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const hash = new HashValue(limits);
        const model = new Map<string, string>();
        for (const [name, key, value] of steps) {
          if (name === 'set') {
            expect(hash.set(key, value)).toBe(!model.has(key));
            model.set(key, value);
          } else expect(hash.delete(key)).toBe(model.delete(key));
        }
        expect(Array.from(hash.entries(), ({ key, value }) => [key, value])).toEqual([...model]);
        expect(hash.size).toBe(model.size);
        expect(Array.from(hash.copy().entries(), ({ key }) => key)).toEqual([...model.keys()]);
      }),
    );
  });

  it.each([
    ['one field more than fit', [['a'], ['b'], ['c'], ['d'], ['e']], 'hashtable'],
    ['as many fields as fit', [['a'], ['b'], ['c'], ['d']], 'listpack'],
    ['a long field', [['123456789']], 'hashtable'],
    ['a long value', [['a', '123456789']], 'hashtable'],
  ] as const)('with %s is a %s', (_what, pairs, encoding) => {
    const hash = new HashValue(limits);
    for (const [key, value = ''] of pairs) hash.set(key, value);
    expect(hash.encoding).toBe(encoding);
    for (const [key] of pairs.slice(1)) hash.delete(key);
    expect(hash.encoding, 'and stays one').toBe(encoding);
  });

  it('gives a listpack whole to a scan, a hashtable in steps', () => {
    const hash = new HashValue(limits);
    for (const key of ['a', 'b', 'c', 'd']) hash.set(key, '');
    expect(hash.scan(0, 1).entries).toHaveLength(4);
    hash.set('e', '');
    expect(hash.scan(0, 1)).toMatchObject({ cursor: 4, entries: [{ key: 'e' }] });
  });
});
