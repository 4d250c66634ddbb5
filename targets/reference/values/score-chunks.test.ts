import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareScored, ScoreChunks } from './score-chunks.ts';

describe('ScoreChunks', () => {
  // Enough entries for several chunks, in an order that a seed decides.
  const shuffled = fc.shuffledSubarray(
    Array.from({ length: 1500 }, (_, n) => ({ key: `m${n}`, score: n % 700 })),
    { minLength: 1200 },
  );

  it('keeps order, ranks and ranges across chunks while entries come and go', () => {
    fc.assert(
      fc.property(shuffled, fc.nat(1200), fc.nat(300), (entries, start, count) => {
        const chunks = new ScoreChunks<{ key: string; score: number }>();
        for (const entry of entries) chunks.add(entry);
        const gone = new Set(entries.slice(0, 400));
        for (const entry of gone) chunks.delete(entry);
        const sorted = entries.filter((entry) => !gone.has(entry)).sort(compareScored);
        expect([...chunks]).toEqual(sorted);
        expect(sorted.map((entry) => chunks.rank(entry))).toEqual(sorted.map((_, i) => i));
        expect(chunks.slice(start, start + count)).toEqual(sorted.slice(start, start + count));
        expect(chunks.at(start)).toEqual(sorted[start]);
        expect(chunks.countUntil(({ score }) => score >= 350)).toBe(
          sorted.filter(({ score }) => score < 350).length,
        );
        const end = Math.min(start + count, sorted.length);
        chunks.deleteRange(Math.min(start, end), end);
        sorted.splice(start, count);
        expect([...chunks]).toEqual(sorted);
        expect(chunks.size).toBe(sorted.length);
        expect(chunks.rank(sorted.at(-1) ?? { key: '', score: 0 })).toBe(sorted.length - 1);
      }),
      { numRuns: 15 },
    );
  });
});
