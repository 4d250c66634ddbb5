import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyCount, headline, OUTCOMES, passPercent, percentText, sumTallies } from './tally.ts';

const anyTally = fc
  .tuple(...OUTCOMES.map(() => fc.nat(1000)))
  .map((counts) =>
    Object.assign(emptyCount(), Object.fromEntries(OUTCOMES.map((word, i) => [word, counts[i]]))),
  );

describe('a tally', () => {
  it('counts nothing as a pass that was not judged', () => {
    expect(passPercent({ ...emptyCount(), blocked: 5, absent: 2, skipped: 1, unstable: 1 })).toBe(
      undefined,
    );
    expect(passPercent({ ...emptyCount(), same: 1, fails: 1, blocked: 98 })).toBe(50);
  });

  it('counts a difference that the policy lets pass as no failure', () => {
    expect(passPercent({ ...emptyCount(), same: 1, shown: 1 })).toBe(100);
  });

  it('says 100% only when nothing fails and 0% only when all does', () => {
    fc.assert(
      fc.property(anyTally, (tally) => {
        const text = percentText(tally);
        expect(text === '100%').toBe(tally.fails === 0 && tally.same + tally.shown > 0);
        expect(text === '0%').toBe(tally.fails > 0 && tally.same + tally.shown === 0);
      }),
    );
    expect(percentText({ ...emptyCount(), same: 999_999, fails: 1 })).toBe('99.9%');
  });

  it('is the same however the cells are grouped', () => {
    fc.assert(
      fc.property(fc.array(anyTally), fc.array(anyTally), (some, others) => {
        expect(sumTallies([sumTallies(some), sumTallies(others)])).toEqual(
          sumTallies([...some, ...others]),
        );
      }),
    );
  });

  it('keeps the worst rung', () => {
    const tallies = [
      { ...emptyCount(), worst: 'order' as const },
      { ...emptyCount(), worst: 'hang' as const },
      emptyCount(),
    ];
    expect(sumTallies(tallies).worst).toBe('hang');
  });

  it('is headed by what a reader must know first', () => {
    expect(headline({ ...emptyCount(), same: 99, shown: 5, fails: 1 })).toBe('fails');
    expect(headline({ ...emptyCount(), same: 1, absent: 3, skipped: 2 })).toBe('same');
    expect(headline(emptyCount())).toBe(undefined);
  });
});
