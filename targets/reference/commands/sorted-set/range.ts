/** ZRANGE, the older commands that it replaces, and ZRANGESTORE. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { firstKey, keyRange } from '../../key-spec.ts';
import { EMPTY_ARRAY } from '../../replies.ts';
import { type ScoredMember, SortedSetValue } from '../../values/sorted-set.ts';
import { parseRange, type RangeForm, type RangeOptions } from './range-options.ts';
import { membersReply, scoredReply } from './scored.ts';
import { storeResult } from './store.ts';

/** The entries that a range takes, in the order of the reply. */
function entriesOf(set: SortedSetValue, options: RangeOptions): ScoredMember[] {
  const { offset, limit, reversed } = options;
  if (offset < 0) return [];
  const { start, end } = ranksFrom(set, options);
  const most = limit < 0 ? end - start : Math.min(limit, end - start - offset);
  if (!reversed)
    return set.slice({ start: start + offset, end: Math.min(end, start + offset + most) });
  return set.slice({ start: Math.max(start, end - offset - most), end: end - offset }).reverse();
}

/** By rank, a reversed range counts from the highest member. */
function ranksFrom(set: SortedSetValue, { span, reversed, byRank }: RangeOptions) {
  const { start, end } = span(set);
  return reversed && byRank ? { start: set.size - end, end: set.size - start } : { start, end };
}

function range(connection: Connection, options: RangeOptions): Reply {
  const set = connection.db.read(options.key, 'zset');
  if (set === undefined) return EMPTY_ARRAY;
  const entries = entriesOf(set, options);
  return options.withScores ? scoredReply(connection.protocol, entries) : membersReply(entries);
}

/** Adds one by one, as 7.2 does here, which decides when the result outgrows a listpack. */
function gather(
  { core }: Connection,
  entries: readonly ScoredMember[],
  { byRank }: RangeOptions,
): SortedSetValue {
  const result = new SortedSetValue(core.settings);
  // Only by rank is it known beforehand how many there are.
  if (byRank) result.expect(entries.length);
  for (const { key, score } of entries) result.set(key, score);
  return result;
}

function rangeCommand(form: Omit<RangeForm, 'keyAt'>) {
  return {
    parse: (argv: readonly ByteString[]) => parseRange(argv, { ...form, keyAt: 1 }),
    run: range,
  };
}

export const rangeCommands: Family = {
  zrange: command({
    arity: -4,
    flags: ['readonly'],
    categories: ['sortedset'],
    keys: firstKey('RO access'),
    since: '1.2.0',
    group: 'sorted-set',
    complexity: 'O(log(N)+M)',
    usage:
      'key start stop [BYSCORE | BYLEX] [REV] [LIMIT (offset:integer count:integer)] [WITHSCORES]',
    summary: 'Reads the members between two ranks, two scores or two members.',
    ...rangeCommand({}),
  }),

  zrevrange: command({
    arity: -4,
    flags: ['readonly'],
    categories: ['sortedset'],
    keys: firstKey('RO access'),
    since: '1.2.0',
    group: 'sorted-set',
    deprecatedSince: '6.2.0',
    complexity: 'O(log(N)+M)',
    usage: 'key start:integer stop:integer [WITHSCORES]',
    summary: 'Reads the members between two ranks, highest first.',
    ...rangeCommand({ kind: 'rank', reversed: true }),
  }),

  zrangebyscore: command({
    arity: -4,
    flags: ['readonly'],
    categories: ['sortedset'],
    keys: firstKey('RO access'),
    since: '1.0.5',
    group: 'sorted-set',
    deprecatedSince: '6.2.0',
    complexity: 'O(log(N)+M)',
    usage: 'key min:double max:double [WITHSCORES] [LIMIT (offset:integer count:integer)]',
    summary: 'Reads the members with scores between two.',
    ...rangeCommand({ kind: 'score', reversed: false }),
  }),

  zrevrangebyscore: command({
    arity: -4,
    flags: ['readonly'],
    categories: ['sortedset'],
    keys: firstKey('RO access'),
    since: '2.2.0',
    group: 'sorted-set',
    deprecatedSince: '6.2.0',
    complexity: 'O(log(N)+M)',
    usage: 'key max:double min:double [WITHSCORES] [LIMIT (offset:integer count:integer)]',
    summary: 'Reads the members with scores between two, highest first.',
    ...rangeCommand({ kind: 'score', reversed: true }),
  }),

  zrangebylex: command({
    arity: -4,
    flags: ['readonly'],
    categories: ['sortedset'],
    keys: firstKey('RO access'),
    since: '2.8.9',
    group: 'sorted-set',
    deprecatedSince: '6.2.0',
    complexity: 'O(log(N)+M)',
    usage: 'key min max [LIMIT (offset:integer count:integer)]',
    summary: 'Reads the members between two, by bytes, when all scores are equal.',
    ...rangeCommand({ kind: 'lex', reversed: false }),
  }),

  zrevrangebylex: command({
    arity: -4,
    flags: ['readonly'],
    categories: ['sortedset'],
    keys: firstKey('RO access'),
    since: '2.8.9',
    group: 'sorted-set',
    deprecatedSince: '6.2.0',
    complexity: 'O(log(N)+M)',
    usage: 'key max min [LIMIT (offset:integer count:integer)]',
    summary:
      'Reads the members between two, by bytes and highest first, when all scores are equal.',
    ...rangeCommand({ kind: 'lex', reversed: true }),
  }),

  zrangestore: command({
    arity: -5,
    flags: ['write', 'denyoom'],
    categories: ['sortedset'],
    keys: [keyRange('OW update', 1), keyRange('RO access', 2, 0, 1)],
    since: '6.2.0',
    group: 'sorted-set',
    complexity: 'O(log(N)+M)',
    usage: 'dst:key src:key min max [BYSCORE | BYLEX] [REV] [LIMIT (offset:integer count:integer)]',
    summary: 'Stores what ZRANGE would read.',
    parse: (argv) => ({
      destination: at(argv, 1),
      options: parseRange(argv, { keyAt: 2, stores: true }),
    }),
    run: (connection, { destination, options }) => {
      const set = connection.db.read(options.key, 'zset');
      const entries = set === undefined ? [] : entriesOf(set, options);
      const result = gather(connection, entries, options);
      return storeResult(connection, { destination, result, event: 'zrangestore' });
    },
  }),
};
