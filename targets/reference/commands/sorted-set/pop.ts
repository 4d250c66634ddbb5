/** Commands that take the lowest or highest members, and how the blocking ones do it. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, Tail } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { countOf, positiveOf } from '../../counts.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { countedKeys, firstKey } from '../../key-spec.ts';
import type { Database } from '../../keyspace.ts';
import { array, bulk, double, EMPTY_ARRAY, NULL_ARRAY } from '../../replies.ts';
import type { ScoredMember, SortedSetValue } from '../../values/sorted-set.ts';
import { scoredReply } from './scored.ts';

export type Extreme = 'min' | 'max';

interface Pop {
  readonly key: ByteString;
  readonly count: number | undefined;
}

/** Takes up to `count` members, the most extreme first, and the key with the last of them. */
export function take(
  db: Database,
  { key, set, from, count }: { key: ByteString; set: SortedSetValue; from: Extreme; count: number },
): ScoredMember[] {
  const taken = Math.min(count, set.size);
  const span =
    from === 'min' ? { start: 0, end: taken } : { start: set.size - taken, end: set.size };
  const entries = set.deleteSpan(span);
  db.changed(key, 'sorted-set', `zpop${from}`, taken);
  db.removeIfEmpty(key, set);
  return from === 'min' ? entries : entries.reverse();
}

function parsePop(argv: readonly ByteString[]): Pop {
  if (argv.length > 3) refuse(SYNTAX_ERROR);
  return { key: at(argv, 1), count: argv[2] === undefined ? undefined : positiveOf(argv[2]) };
}

function popFrom(from: Extreme): (connection: Connection, pop: Pop) => Reply {
  return ({ db, protocol }, { key, count }) => {
    const set = db.write(key, 'zset');
    if (set === undefined || count === 0) return EMPTY_ARRAY;
    const entries = take(db, { key, set, from, count: count ?? 1 });
    // Without a count even RESP3 gets the one pair flat.
    return scoredReply(count === undefined ? 2 : protocol, entries);
  };
}

export interface PopFromAny {
  readonly keys: readonly ByteString[];
  readonly from: Extreme;
  readonly count: number;
}

/** Reads `numkeys key… MIN|MAX [COUNT count]`, which starts at an index. */
export function parsePopFromAny(argv: readonly ByteString[], start: number): PopFromAny {
  const keyCount = countOf(at(argv, start), 'numkeys');
  const whereAt = start + 1 + keyCount;
  const tail = new Tail(argv, whereAt);
  const where = tail.word();
  if (where !== 'MIN' && where !== 'MAX') refuse(SYNTAX_ERROR);
  let count = 1;
  if (tail.more) {
    if (tail.left < 2 || tail.word() !== 'COUNT') refuse(SYNTAX_ERROR);
    count = countOf(tail.value(), 'count');
    if (tail.more) refuse(SYNTAX_ERROR);
  }
  return { keys: argv.slice(start + 1, whereAt), from: where === 'MIN' ? 'min' : 'max', count };
}

/** Pops from the first key that holds a sorted set; `undefined` when none does. */
export function popFromAny(db: Database, { keys, from, count }: PopFromAny): Reply | undefined {
  for (const key of keys) {
    const set = db.write(key, 'zset');
    if (set === undefined) continue;
    const entries = take(db, { key, set, from, count });
    // Pairs are nested here in RESP2 too.
    const nested = entries.map((entry) => array([bulk(entry.key), double(entry.score)]));
    return array([bulk(key), array(nested)]);
  }
  return undefined;
}

export const popCommands: Family = {
  zpopmin: command({
    arity: -2,
    flags: ['write', 'fast'],
    categories: ['sortedset'],
    keys: firstKey('RW access delete'),
    since: '5.0.0',
    group: 'sorted-set',
    complexity: 'O(log(N)*M)',
    usage: 'key [count:integer]',
    summary: 'Takes the members with the lowest scores.',
    parse: parsePop,
    run: popFrom('min'),
  }),

  zpopmax: command({
    arity: -2,
    flags: ['write', 'fast'],
    categories: ['sortedset'],
    keys: firstKey('RW access delete'),
    since: '5.0.0',
    group: 'sorted-set',
    complexity: 'O(log(N)*M)',
    usage: 'key [count:integer]',
    summary: 'Takes the members with the highest scores.',
    parse: parsePop,
    run: popFrom('max'),
  }),

  zmpop: command({
    arity: -4,
    flags: ['write', 'movablekeys'],
    categories: ['sortedset'],
    keys: [countedKeys('RW access delete', 1)],
    since: '7.0.0',
    group: 'sorted-set',
    complexity: 'O(K)',
    usage: 'numkeys:integer key... (MIN | MAX) [COUNT count:integer]',
    summary: 'Takes members from the first of several sorted sets that exists.',
    parse: (argv) => parsePopFromAny(argv, 1),
    run: ({ db }, pop) => popFromAny(db, pop) ?? NULL_ARRAY,
  }),
};
