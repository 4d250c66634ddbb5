import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ById } from './stream-by-id.ts';
import { LAST_ID } from './stream-id.ts';

/** Few enough ids that they meet, and enough that chunks are cut. */
const id = fc.bigInt(1n, 900n);
const runs = fc.array(fc.tuple(fc.boolean(), id, fc.nat(400)), { minLength: 1, maxLength: 12 });

describe('things by id', () => {
  it('are what a sorted array holds', () => {
    fc.assert(
      fc.property(runs, id, (steps, probe) => {
        const byId = new ById<{ id: bigint }>();
        const model = new Set<bigint>();
        for (const [adds, from, count] of steps) {
          for (let n = from; n < from + BigInt(count); n += 1n) {
            if (!adds) expect(byId.delete(n)?.id).toBe(model.delete(n) ? n : undefined);
            else if (!model.has(n)) byId.add({ id: n });
            if (adds) model.add(n);
          }
        }
        const sorted = [...model].sort((a, b) => (a < b ? -1 : 1));
        const ids = (items: Iterable<{ id: bigint }>) => Array.from(items, (item) => item.id);
        const upTo = sorted.filter((n) => n <= probe);
        expect(ids(byId)).toEqual(sorted);
        expect(ids(byId.down(LAST_ID))).toEqual(sorted.toReversed());
        expect(ids(byId.up(probe))).toEqual(sorted.filter((n) => n >= probe));
        expect(ids(byId.down(probe))).toEqual(upTo.toReversed());
        expect(byId.floor(probe)?.id).toBe(upTo.at(-1));
        expect(byId.ceiling(probe)?.id).toBe(sorted.find((n) => n >= probe));
        expect(byId.get(probe)?.id).toBe(model.has(probe) ? probe : undefined);
        expect([byId.size, byId.first?.id, byId.last?.id]).toEqual([
          sorted.length,
          sorted[0],
          sorted.at(-1),
        ]);
      }),
      { numRuns: 40 },
    );
  });
});
