import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Arrival } from '../wire/connection.ts';
import { encodeCommand } from '../wire/encode.ts';
import { layOut, type Returned, readBack } from './batch.ts';
import type { PlannedCell } from './plan.ts';
import { arrivalsOf, bulk, seenIn } from './testing/arrivals.ts';
import { plannedCell } from './testing/planned-cell.ts';

/** A cell, and what a server in step sends: one string for each reply. */
interface Known {
  readonly cell: PlannedCell;
  readonly replies: readonly string[];
  readonly seen: readonly string[];
}

const KNOWN: Known[] = [
  {
    cell: { ...plannedCell('[SET, key, a]', '[GET, key]'), row: 4 },
    // FLUSHDB; the steps; TYPE, PTTL and GET of the key; the token.
    replies: ['+OK', '+OK', bulk('a'), '+string', ':-1', bulk('a'), bulk('samewire-4')],
    seen: ['OK', '"a"'],
  },
  {
    cell: { ...plannedCell('[RPUSH, list, a]'), row: 7, context: 'multi' },
    replies: [
      ...['+OK', '+OK', '+QUEUED', '*1\r\n:1'],
      ...['+list', ':-1', `*1\r\n${bulk('a')}`, bulk('samewire-7')],
    ],
    seen: ['(integer) 1'],
  },
  {
    cell: { ...plannedCell('[PING]'), row: 8, context: 'script' },
    replies: ['+OK', '+PONG', bulk('samewire-8')],
    seen: ['PONG'],
  },
  {
    cell: serverWide({ ...plannedCell('[EVAL, "return 1", 0]'), row: 12 }),
    // SCRIPT FLUSH undoes it; of a server-wide case no key is asked for.
    replies: ['+OK', ':1', '+OK', bulk('samewire-12')],
    seen: ['(integer) 1'],
  },
];

function serverWide(cell: PlannedCell): PlannedCell {
  return { ...cell, subject: { ...cell.subject, isolation: 'server' } };
}

const CELLS = KNOWN.map(({ cell }) => cell);
const WHOLE: Arrival[] = KNOWN.flatMap(({ replies }) =>
  replies.flatMap((reply) => arrivalsOf(reply.endsWith('\r\n') ? reply : `${reply}\r\n`)),
);
const batch = layOut(CELLS);

function back(arrivals: readonly Arrival[]): Returned[] {
  return readBack(batch, arrivals, 20, 1_000);
}

/** For each cell, where its replies end. */
const ENDS = KNOWN.map((_, i) =>
  KNOWN.slice(0, i + 1).reduce((sum, { replies }) => sum + replies.length, 0),
);

/** How many cells have all their replies among the first `count` arrivals. */
function wholeIn(count: number): number {
  return ENDS.filter((end) => end <= count).length;
}

describe('a batch', () => {
  it('frames each cell, and asks for what it leaves', () => {
    const [first, last] = [layOut(CELLS.slice(0, 1)), layOut(CELLS.slice(3))];
    expect(first.bytes).toBe(
      [
        ...[['FLUSHDB'], ['SET', 'key', 'a'], ['GET', 'key']],
        ...[
          ['TYPE', 'key'],
          ['PTTL', 'key'],
          ['GET', 'key'],
          ['PING', 'samewire-4'],
        ],
      ]
        .map(encodeCommand)
        .join(''),
    );
    expect(last.bytes).toBe(
      [['FLUSHALL'], ['EVAL', 'return 1', '0'], ['SCRIPT', 'FLUSH'], ['PING', 'samewire-12']]
        .map(encodeCommand)
        .join(''),
    );
  });

  it('is its cells one after the other', () => {
    expect(batch.bytes).toBe(CELLS.map((cell) => layOut([cell]).bytes).join(''));
    expect(batch.replies).toBe(WHOLE.length);
  });

  it('undoes nothing after a case that keeps to its keys', () => {
    expect(layOut([plannedCell('[EVAL, "return 1", 0]')]).bytes).not.toContain('SCRIPT');
  });
});

describe('what comes back', () => {
  it('belongs to the cell that asked for it', () => {
    expect(back(WHOLE).map(({ observations }) => observations.map(seenIn))).toEqual(
      KNOWN.map(({ seen }) => seen),
    );
  });

  it('tells the condition that a case of keys was left in, and when', () => {
    const text = (word: string) => ({ type: 'bulk', text: word });
    const never = { type: 'integer', value: -1 };
    expect(back(WHOLE).map(({ state }) => state)).toEqual([
      { replies: [{ type: 'status', text: 'string' }, never, text('a')], takenAtMs: 1_000 },
      {
        replies: [{ type: 'status', text: 'list' }, never, { type: 'array', items: [text('a')] }],
        takenAtMs: 1_000,
      },
      undefined,
      undefined,
    ]);
  });
});

/** What goes wrong in one place says nothing of the cells before it, and takes nothing for granted after it. */
describe('wherever it goes wrong, the cells that came back whole before that are those', () => {
  const place = fc.nat(WHOLE.length - 1);
  const arrivals = [...['+extra\r\n', ':1\r\n', '*0\r\n'].flatMap(arrivalsOf)];

  it('when the arrivals break off', () => {
    const silence: Arrival = { kind: 'silence', afterMs: 1, midReply: false };
    fc.assert(
      fc.property(place, fc.boolean(), (count, told) => {
        const some = [...WHOLE.slice(0, count), ...(told ? [silence] : [])];
        expect(back(some)).toEqual(back(WHOLE).slice(0, wholeIn(count)));
      }),
    );
  });

  it('when a reply is missing', () => {
    fc.assert(
      fc.property(place, (at) => {
        expect(back(WHOLE.toSpliced(at, 1))).toEqual(back(WHOLE).slice(0, wholeIn(at)));
      }),
    );
  });

  it('when there is a reply too many, or a push', () => {
    const extra = fc.constantFrom(...arrivals, ...arrivalsOf('>1\r\n+news\r\n'));
    fc.assert(
      fc.property(place, extra, (at, more) => {
        expect(back(WHOLE.toSpliced(at, 0, more))).toEqual(back(WHOLE).slice(0, wholeIn(at)));
      }),
    );
  });

  it('when a token is that of another cell', () => {
    fc.assert(
      fc.property(fc.nat(KNOWN.length - 1), fc.nat(KNOWN.length - 1), (cell, other) => {
        fc.pre(cell !== other);
        const [at, from] = [(ENDS[cell] ?? 0) - 1, (ENDS[other] ?? 0) - 1];
        const swapped = WHOLE.with(at, WHOLE[from] as Arrival);
        expect(back(swapped)).toEqual(back(WHOLE).slice(0, cell));
      }),
    );
  });

  it('when a push or no RESP stands in the place of a step', () => {
    const steps = ENDS.map((end, i) => end - (KNOWN[i]?.replies.length ?? 0) + 1);
    const wrong = fc.constantFrom(...arrivalsOf('>1\r\n+news\r\n'), ...arrivalsOf('?what\r\n'));
    fc.assert(
      fc.property(fc.nat(KNOWN.length - 1), wrong, (cell, arrival) => {
        const some = WHOLE.with(steps[cell] ?? 0, arrival);
        expect(back(some)).toEqual(back(WHOLE).slice(0, cell));
      }),
    );
  });
});

it('tells no condition when an answer about it is no reply', () => {
  const [malformed] = arrivalsOf('?what\r\n');
  const [first] = back(WHOLE.with(3, malformed as Arrival));
  expect(first?.observations.map(seenIn)).toEqual(['OK', '"a"']);
  expect(first).not.toHaveProperty('state');
});
