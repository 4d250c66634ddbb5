import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign } from './assignment.ts';

const SIZE = 5;

/** The most matchers that can have an item which they accept, by trying everything. */
function most(accepts: readonly (readonly boolean[])[], matcher = 0, taken = 0): number {
  const row = accepts[matcher];
  if (row === undefined) return 0;
  const without = most(accepts, matcher + 1, taken);
  const having = row.map((fits, item) =>
    fits && (taken & (1 << item)) === 0 ? 1 + most(accepts, matcher + 1, taken | (1 << item)) : 0,
  );
  return Math.max(without, ...having);
}

const table = fc.array(fc.array(fc.boolean(), { minLength: SIZE, maxLength: SIZE }), {
  maxLength: SIZE,
});

describe('assign', () => {
  it('satisfies as many matchers as can be satisfied', () => {
    fc.assert(
      fc.property(table, (accepts) => {
        const { byItem } = assign(accepts.length, SIZE, (m, i) => accepts[m]?.[i] === true);
        const satisfied = byItem.filter((m, i) => m !== undefined && accepts[m]?.[i] === true);
        expect(satisfied).toHaveLength(most(accepts));
      }),
      { numRuns: 1000 },
    );
  });

  it('uses every matcher and every item once, as far as they go round', () => {
    fc.assert(
      fc.property(table, fc.nat(8), (accepts, itemCount) => {
        const { byItem, left } = assign(
          accepts.length,
          itemCount,
          (m, i) => accepts[m]?.[i] === true,
        );
        const used = [...byItem.filter((m) => m !== undefined), ...left];
        expect(used.toSorted()).toEqual(accepts.map((_, m) => m));
        expect(left).toHaveLength(Math.max(0, accepts.length - itemCount));
      }),
    );
  });

  it('pairs what is left by what is nearly accepted', () => {
    const nearly = (matcher: number, item: number) => matcher + item === 2;
    expect(assign(3, 3, () => false, nearly).byItem).toEqual([2, 1, 0]);
  });
});
