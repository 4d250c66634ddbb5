import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScanTable, type Slot } from './scan-table.ts';

function tableOf(keys: Iterable<string>): ScanTable<Slot> {
  const table = new ScanTable<Slot>();
  for (const key of keys) table.add({ key, slot: 0 });
  return table;
}

const keys = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 60 });

describe('a scan', () => {
  it('returns every key that stays, whatever else comes and goes between its calls', () => {
    fc.assert(
      fc.property(keys, keys, fc.integer({ min: 1, max: 7 }), (staying, passing, count) => {
        const changes = passing.filter((key) => !staying.includes(key));
        const table = tableOf([...staying, ...changes.slice(0, changes.length / 2)].sort());
        const seen = new Set<string>();
        let cursor = 0;
        do {
          const step = table.scan(cursor, count);
          for (const { key } of step.entries) seen.add(key);
          cursor = step.cursor;
          const change = changes.pop();
          if (change !== undefined && table.delete(change) === undefined) {
            table.add({ key: change, slot: 0 });
          }
        } while (cursor !== 0);
        expect([...staying].filter((key) => !seen.has(key))).toEqual([]);
      }),
    );
  });

  it('ends although keys are added faster than it goes', () => {
    const table = tableOf(['a', 'b', 'c']);
    let { cursor } = table.scan(0, 1);
    let calls = 1;
    for (; cursor !== 0 && calls < 100; calls += 1) {
      table.add({ key: `new-${calls}`, slot: 0 });
      table.add({ key: `newer-${calls}`, slot: 0 });
      cursor = table.scan(cursor, 1).cursor;
    }
    expect(calls).toBe(3);
  });

  it('takes a cursor that no call has given', () => {
    expect(
      tableOf(['a', 'b'])
        .scan(2 ** 60, 10)
        .entries.map(({ key }) => key),
    ).toEqual(['b', 'a']);
  });
});

describe('a table', () => {
  it('holds what a Map would', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.constantFrom('a', 'b', 'c', 'd'))),
        (steps) => {
          const table = tableOf([]);
          const model = new Set<string>();
          for (const [adds, key] of steps) {
            if (!adds) {
              expect(table.delete(key) !== undefined).toBe(model.delete(key));
            } else if (!model.has(key)) {
              table.add({ key, slot: 0 });
              model.add(key);
            }
          }
          expect([...table.keys()]).toEqual([...model]);
          const sampled = Array.from({ length: table.size }, (_, index) => table.at(index)?.key);
          expect(new Set(sampled)).toEqual(model);
        },
      ),
    );
  });
});
