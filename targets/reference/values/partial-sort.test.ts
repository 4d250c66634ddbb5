import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortFirst } from './partial-sort.ts';

const ascending = (a: number, b: number) => a - b;

describe('sorting the first part', () => {
  it('puts there what a full sort puts there, and loses nothing', () => {
    // Few different numbers, so that there are many equal ones.
    const numbers = fc.array(fc.nat(30), { maxLength: 300 });
    fc.assert(
      fc.property(numbers, fc.nat(300), (items, count) => {
        const sorted = items.toSorted(ascending);
        const worked = [...items];
        sortFirst(worked, count, ascending);
        expect(worked.slice(0, count)).toEqual(sorted.slice(0, count));
        expect(worked.toSorted(ascending)).toEqual(sorted);
      }),
    );
  });

  it('does not sort what comes after it', () => {
    const items = Array.from({ length: 10_000 }, (_, i) => (i * 7919) % 10_000);
    let comparisons = 0;
    sortFirst(items, 10, (a, b) => {
      comparisons += 1;
      return a - b;
    });
    expect(items.slice(0, 10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(comparisons).toBeLessThan(50_000);
  });
});
