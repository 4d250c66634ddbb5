import { describe, expect, it } from 'vitest';
import type { Cell } from '../harness/results/document.generated.ts';
import { compareReleases, type End } from './release-changes.ts';
import {
  absent,
  departure,
  different,
  releasesDocument,
  SAME,
  type TwoCells,
} from './testing/releases.ts';
import { sampleDocument } from './testing/sample.ts';

const SET = [['SET', 'key', 'value']];
const IFEQ = [['SET', 'key', 'value', 'IFEQ', 'old']];
const NEW = { redis: '8.0' };

function endsOf(...cases: readonly TwoCells[]): End[] {
  return compareReleases(releasesDocument(...cases), { from: 0, to: 1 });
}

/** What one case comes to, in short. */
function endOf(first: TwoCells, ...others: readonly TwoCells[]): string {
  const [end] = endsOf(first, ...others);
  if (end === undefined) return 'nothing';
  if (end.kind === 'changed') return `${end.rung} at ${end.sightings.map(({ step }) => step)}`;
  return 'words' in end ? `${end.kind} ${end.words}` : end.kind;
}

const wrong = different(departure('value', '(integer) 1', '(integer) 2'));
const refused = departure('ok-vs-error', 'OK', '(error) ERR no');
const unknown = departure('missing', 'OK', "(error) ERR unknown command 'SET', with args");
const syntax = departure('missing', 'OK', '(error) ERR syntax error');

describe('a row of two releases', () => {
  it.each<[what: string, cells: [Cell, Cell], end: string]>([
    ['both hold to the contract', [SAME, SAME], 'same'],
    ['both depart alike', [wrong, wrong], 'same'],
    ['the newer departs', [SAME, wrong], 'value at 1'],
    ['the older departed', [wrong, SAME], 'value at 1'],
    [
      'both depart, each in its way',
      [wrong, different(departure('value', '(integer) 1', '(integer) 3'))],
      'value at 1',
    ],
    [
      'one departs further than the other',
      [wrong, different(departure('ok-vs-error', '(integer) 1', '(error) ERR no'))],
      'ok-vs-error at 1',
    ],
    [
      'both are open and depart as far',
      [
        different(departure('value', '(integer) 1', '(integer) 5', { varies: true })),
        different(departure('value', '(integer) 1', '(integer) 6', { varies: true })),
      ],
      'same',
    ],
    ['one is unstable', [{ verdict: 'unstable', why: 'it varies' }, SAME], 'unjudged'],
    ['one could not be judged', [SAME, { verdict: 'blocked', why: 'no server' }], 'unjudged'],
  ])('where %s', (_, cells, end) => {
    expect(endOf({ send: SET, cells })).toBe(end);
  });

  it('counts at the worst rung, and stops where the rest follows', () => {
    const words = departure('error-text', '(error) ERR a', '(error) ERR b');
    const later = { ...refused, step: 2 };
    const consequence = departure('value', '(integer) 1', '(integer) 2', { step: 3 });
    const cells: [Cell, Cell] = [SAME, different(words, later, consequence)];
    expect(endOf({ send: [...SET, ...SET, ...SET], cells })).toBe('ok-vs-error at 1,2');
  });
});

describe('what a release brings', () => {
  it('is not told from steps of which nothing is known', () => {
    const words = absent(departure('error-text', '(error) ERR a', '(error) ERR b'));
    const later = different(departure('value', 'a', 'b', { step: 2 }));
    expect(endOf({ send: [...SET, ...SET], since: NEW, cells: [words, later] })).toBe(
      'error-text at 1',
    );
  });

  it.each<[what: string, first: TwoCells, end: string]>([
    ['a command', { send: SET, since: NEW, cells: [absent(unknown), SAME] }, 'added SET'],
    ['an option', { send: IFEQ, since: NEW, cells: [absent(syntax), SAME] }, 'added SET IFEQ'],
    [
      'a command that departs from the contract at once',
      { send: SET, since: NEW, cells: [absent(unknown), wrong] },
      'added SET',
    ],
    [
      'another behaviour of what there was',
      { send: SET, since: NEW, cells: [absent(refused), SAME] },
      'ok-vs-error at 1',
    ],
    [
      'nothing yet',
      { send: SET, since: { redis: '9.0' }, cells: [absent(unknown), absent(unknown)] },
      'same',
    ],
    [
      'less',
      { send: SET, since: { valkey: '9.0' }, cells: [{ ...SAME, early: true }, absent(unknown)] },
      'removed SET',
    ],
  ])('is %s', (_, first, end) => {
    expect(endOf(first)).toBe(end);
  });

  it('is no option that the older release was seen to take', () => {
    const known = { send: IFEQ, cells: [SAME, SAME] } as const;
    expect(endOf({ send: IFEQ, since: NEW, cells: [absent(syntax), SAME] }, known)).toBe(
      'missing at 1',
    );
  });

  it('is the option that is refused by itself, not those beside it', () => {
    const both = [['SET', 'key', 'value', 'IFEQ', 'old', 'GET']];
    const cells = [absent(syntax), SAME] as const;
    const ends = endsOf({ send: both, since: NEW, cells }, { send: IFEQ, since: NEW, cells });
    expect(ends.map((end) => ('words' in end ? end.words : end.kind))).toEqual(
      Array.from({ length: 4 }, () => ['SET IFEQ']),
    );
  });

  it('is all of a command that the older release does not know, though it refused alike', () => {
    const refusal = [['SET', 'key']];
    const ends = endsOf(
      { send: refusal, since: NEW, cells: [SAME, SAME] },
      { send: SET, since: NEW, cells: [absent(unknown), SAME] },
    );
    expect(new Set(ends.map(({ kind }) => kind))).toEqual(new Set(['added']));
  });
});

describe('the way back', () => {
  const document = sampleDocument();
  const columns = [...document.targets.keys()];
  const pairs = columns.flatMap((from) => columns.map((to) => ({ from, to })));
  const MIRRORED: Readonly<Record<string, string>> = { added: 'removed', removed: 'added' };

  it.each(pairs)('mirrors the way from $from to $to', ({ from, to }) => {
    const there = compareReleases(document, { from, to });
    const back = compareReleases(document, { from: to, to: from });
    expect(back.map(({ kind }) => kind)).toEqual(there.map(({ kind }) => MIRRORED[kind] ?? kind));
    expect(back.map(sides)).toEqual(
      there.map((end) => sides(end).map((side) => side.toReversed())),
    );
  });

  function sides(end: End): string[][] {
    if (end.kind !== 'changed') return [];
    return end.sightings.map(({ before, after }) => [before.says, after.says]);
  }
});
