import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { selectMembers, selectScores } from './selection.ts';
import { SortedSetValue } from './sorted-set.ts';

const limits = { 'zset-max-listpack-entries': 4, 'zset-max-listpack-value': 8 };
const member = fc.string({ maxLength: 3, unit: fc.constantFrom('a', 'b', '\0', '\xff') });
const score = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(Infinity, -Infinity, 0.5));

function build(pairs: readonly (readonly [string, number])[]) {
  const model = new Map<string, number>(pairs);
  const byScore = ([a, x]: [string, number], [b, y]: [string, number]) => {
    if (x !== y) return x < y ? -1 : 1;
    return Buffer.compare(Buffer.from(a, 'latin1'), Buffer.from(b, 'latin1'));
  };
  return { set: SortedSetValue.of(pairs, limits), sorted: [...model].sort(byScore) };
}

const pairs = fc.array(fc.tuple(member, score), { maxLength: 60 });

describe('SortedSetValue', () => {
  it('is a map in order of score and bytes', () => {
    fc.assert(
      fc.property(pairs, (given) => {
        const { set, sorted } = build(given);
        expect(Array.from(set.entries(), (entry) => [entry.key, entry.score])).toEqual(sorted);
        expect(sorted.map(([key]) => set.rank(key))).toEqual(sorted.map((_, rank) => rank));
        expect(set.copy().members()).toEqual(set.members());
      }),
    );
  });

  it('selects by score as a filter would', () => {
    const end = fc.tuple(fc.constantFrom('', '('), fc.integer({ min: -4, max: 4 }));
    fc.assert(
      fc.property(pairs, end, end, (given, [minMark, min], [maxMark, max]) => {
        const { set, sorted } = build(given);
        const selection = selectScores(`${minMark}${min}`, `${maxMark}${max}`);
        const kept = sorted.filter(
          ([, n]) => (minMark ? n > min : n >= min) && (maxMark ? n < max : n <= max),
        );
        expect(selection && set.slice(set.span(selection)).map(({ key }) => key)).toEqual(
          kept.map(([key]) => key),
        );
      }),
    );
  });

  it('selects by bytes as a filter would', () => {
    const mark = fc.constantFrom('[', '(');
    fc.assert(
      fc.property(
        fc.array(member),
        fc.tuple(mark, member),
        fc.tuple(mark, member),
        (members, [minMark, min], [maxMark, max]) => {
          const { set, sorted } = build(members.map((key) => [key, 0]));
          const selection = selectMembers(minMark + min, maxMark + max);
          const kept = sorted
            .map(([key]) => key)
            .filter((key) => (minMark === '(' ? key > min : key >= min))
            .filter((key) => (maxMark === '(' ? key < max : key <= max));
          expect(selection && set.slice(set.span(selection)).map(({ key }) => key)).toEqual(kept);
        },
      ),
    );
  });

  it('removes spans of ranks', () => {
    fc.assert(
      fc.property(pairs, fc.nat(60), fc.nat(60), (given, a, b) => {
        const { set, sorted } = build(given);
        const start = Math.min(a, b, sorted.length);
        const end = Math.min(Math.max(a, b), sorted.length);
        expect(set.deleteSpan({ start, end })).toHaveLength(end - start);
        sorted.splice(start, end - start);
        expect(set.members()).toEqual(sorted.map(([key]) => key));
        expect(set.size).toBe(sorted.length);
      }),
    );
  });

  it('is a listpack until a member is one too many or too long', () => {
    const four = [1, 2, 3, 4].map((n): [string, number] => [`m${n}`, n]);
    expect(SortedSetValue.of(four, limits).encoding).toBe('listpack');
    expect(SortedSetValue.of([...four, ['m5', 5]], limits).encoding).toBe('skiplist');
    expect(SortedSetValue.of([['123456789', 1]], limits).encoding).toBe('skiplist');
  });

  it('keeps the sign of a zero only when it is no listpack', () => {
    const small = SortedSetValue.of([['m', -0]], limits);
    expect(small.score('m')).toBe(0);
    const large = SortedSetValue.of([['123456789', -0]], limits);
    expect(large.score('123456789')).toBe(-0);
  });
});

describe('the ends of ranges', () => {
  // Spellings that a live 7.2-level server takes.
  it.each([
    ['', 0],
    [' 1', 1],
    ['1\0x', 1],
    ['1e400', Infinity],
    ['0x10', 16],
    ['-inf', -Infinity],
  ])('%j starts at %d', (text, score) => {
    const selection = selectScores(text, '+inf');
    expect(selection?.isBelow({ key: '', score })).toBe(false);
    expect(selection?.isBelow({ key: '', score: score - 1 })).toBe(Number.isFinite(score));
  });

  it.each(['nan', '1 ', '((1', 'x', '[1'])('%j is no score', (text) => {
    expect(selectScores(text, '1')).toBeUndefined();
    expect(selectScores('1', text)).toBeUndefined();
  });

  it.each(['', 'a', '++', '-a'])('%j is no member', (text) => {
    expect(selectMembers(text, '+')).toBeUndefined();
    expect(selectMembers('-', text)).toBeUndefined();
  });
});
