import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SetValue } from './set.ts';

const limits = {
  'set-max-intset-entries': 6,
  'set-max-listpack-entries': 4,
  'set-max-listpack-value': 8,
};
const integer = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
const member = fc.oneof(fc.constantFrom('1', '2', '-3', '10', 'a', 'b'), integer, fc.string());

describe('SetValue', () => {
  it('behaves as a Set', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), member)), (steps) => {
        const set = new SetValue(limits);
        const model = new Set<string>();
        for (const [adds, key] of steps) {
          if (adds) expect(set.add(key)).toBe(!model.has(key) && model.add(key) !== undefined);
          else expect(set.delete(key)).toBe(model.delete(key));
        }
        expect([...set.members()].sort()).toEqual([...model].sort());
        expect([...set.copy().members()]).toEqual([...set.members()]);
      }),
    );
  });

  it('keeps integers in order of value', () => {
    fc.assert(
      fc.property(fc.uniqueArray(integer, { maxLength: 40 }), (members) => {
        const set = SetValue.of(members, { ...limits, 'set-max-intset-entries': 40 });
        const sorted = members.map(BigInt).sort((a, b) => (a < b ? -1 : 1));
        expect(set.members()).toEqual(sorted.map(String));
      }),
    );
  });

  it.each([
    [['3', '1', '2'], 'intset', ['1', '2', '3']],
    [['3', '1', 'x', '2'], 'listpack', ['1', '3', 'x', '2']],
    [['b', 'a'], 'listpack', ['b', 'a']],
    [['1', '2', '3', '4', '5', '6', '7'], 'hashtable', undefined],
    [['1', '2', '3', '4', 'x'], 'hashtable', undefined],
    [['123456789x'], 'hashtable', undefined],
    [['123456789', 'x'], 'hashtable', undefined],
  ] as const)('of %j is a %s', (members, encoding, order) => {
    const set = SetValue.of(members, limits);
    expect(set.encoding).toBe(encoding);
    expect(set.members()).toEqual(order ?? members);
  });

  it('is a listpack again when only few members are kept', () => {
    const set = SetValue.of(['1', '2', '3', '4', 'x'], limits);
    set.keepOnly(['4', '2']);
    expect([set.encoding, set.members()]).toEqual(['listpack', ['4', '2']]);
    const integers = SetValue.of(['3', '1', '2'], limits);
    integers.keepOnly(['2', '1']);
    expect([integers.encoding, integers.members()]).toEqual(['intset', ['1', '2']]);
  });

  it('is encoded by the number of arguments, doubles included', () => {
    expect(SetValue.for('1', 7, limits).encoding).toBe('hashtable');
    expect(SetValue.for('1', 6, limits).encoding).toBe('intset');
    expect(SetValue.for('a', 4, limits).encoding).toBe('listpack');
    expect(SetValue.for('a', 5, limits).encoding).toBe('hashtable');
    const set = SetValue.of(['a'], limits);
    set.expect(5);
    expect(set.encoding).toBe('hashtable');
  });
});
