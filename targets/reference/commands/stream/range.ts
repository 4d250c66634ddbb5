/** Reading entries between two ids, and counting them. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { at, int64Of, Tail } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { firstKey } from '../../key-spec.ts';
import { EMPTY_ARRAY, integer, NULL_ARRAY } from '../../replies.ts';
import type { IdRange } from '../../values/stream.ts';
import { entriesReply } from './entry-reply.ts';
import { rangeEndOf, rangeStartOf } from './ids.ts';

interface Range extends IdRange {
  readonly key: ByteString;
  /** Of entries at most; `undefined` for all. */
  readonly count: bigint | undefined;
}

function parseRange(
  argv: readonly ByteString[],
  { startAt, endAt }: { startAt: number; endAt: number },
): Range {
  const tail = new Tail(argv, 4);
  const start = rangeStartOf(at(argv, startAt));
  const end = rangeEndOf(at(argv, endAt));
  let count: bigint | undefined;
  while (tail.more) {
    if (tail.word() !== 'COUNT') refuse(SYNTAX_ERROR);
    const given = int64Of(tail.value());
    count = given < 0n ? 0n : given;
  }
  return { key: at(argv, 1), start, end, count };
}

function range(order: 'range' | 'rangeDown') {
  return ({ db }: Connection, { key, count, ...ids }: Range) => {
    const stream = db.read(key, 'stream');
    if (stream === undefined) return EMPTY_ARRAY;
    // A count of 0 asks for nothing, and is answered with a null.
    if (count === 0n) return NULL_ARRAY;
    return entriesReply(stream[order](ids), count ?? 0n);
  };
}

export const rangeCommands: Family = {
  xrange: command({
    arity: -4,
    flags: ['readonly'],
    categories: ['stream'],
    keys: firstKey('RO access'),
    since: '5.0.0',
    group: 'stream',
    complexity: 'O(N)',
    usage: 'key start end [COUNT count:integer]',
    summary: 'Reads the entries between two ids, oldest first.',
    parse: (argv) => parseRange(argv, { startAt: 2, endAt: 3 }),
    run: range('range'),
  }),

  xrevrange: command({
    arity: -4,
    flags: ['readonly'],
    categories: ['stream'],
    keys: firstKey('RO access'),
    since: '5.0.0',
    group: 'stream',
    complexity: 'O(N)',
    usage: 'key end start [COUNT count:integer]',
    summary: 'Reads the entries between two ids, newest first.',
    parse: (argv) => parseRange(argv, { startAt: 3, endAt: 2 }),
    run: range('rangeDown'),
  }),

  xlen: command({
    arity: 2,
    flags: ['readonly', 'fast'],
    categories: ['stream'],
    keys: firstKey('RO'),
    since: '5.0.0',
    group: 'stream',
    complexity: 'O(1)',
    usage: 'key',
    summary: 'Counts the entries of a stream.',
    parse: (argv) => at(argv, 1),
    run: ({ db }, key) => integer(db.read(key, 'stream')?.size ?? 0),
  }),
};
