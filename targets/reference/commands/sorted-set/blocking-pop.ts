/** Commands that take members from sorted sets and wait while there are none. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { at, timeoutMsOf } from '../../arguments.ts';
import { block } from '../../blocking.ts';
import { command, type Family, type Outcome } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { countedKeys, keyRange } from '../../key-spec.ts';
import { array, bulk, double, NULL_ARRAY } from '../../replies.ts';
import { type Extreme, type PopFromAny, parsePopFromAny, popFromAny, take } from './pop.ts';

interface Wait {
  readonly keys: readonly ByteString[];
  readonly timeoutMs: number;
}

function parseWait(argv: readonly ByteString[]): Wait {
  const timeoutMs = timeoutMsOf(at(argv, argv.length - 1));
  return { keys: argv.slice(1, -1), timeoutMs };
}

function waitForSortedSets({ keys, timeoutMs }: Wait): Outcome {
  return block({ keys, valueType: 'zset', timeoutMs, timeoutReply: NULL_ARRAY });
}

function popOrWait(from: Extreme): (connection: Connection, options: Wait) => Outcome {
  return ({ db }, options) => {
    for (const key of options.keys) {
      const set = db.write(key, 'zset');
      if (set === undefined) continue;
      const taken = take(db, { key, set, from, count: 1 });
      const flat = taken.flatMap((entry) => [bulk(entry.key), double(entry.score)]);
      return array([bulk(key), ...flat]);
    }
    return waitForSortedSets(options);
  };
}

export const blockingPopCommands: Family = {
  bzpopmin: command({
    arity: -3,
    flags: ['write', 'blocking', 'fast'],
    categories: ['sortedset'],
    keys: [keyRange('RW access delete', 1, -2, 1)],
    since: '5.0.0',
    group: 'sorted-set',
    complexity: 'O(log(N))',
    usage: 'key... timeout:double',
    summary: 'Takes the lowest member of the first sorted set that has one, waiting for it.',
    parse: parseWait,
    run: popOrWait('min'),
  }),

  bzpopmax: command({
    arity: -3,
    flags: ['write', 'blocking', 'fast'],
    categories: ['sortedset'],
    keys: [keyRange('RW access delete', 1, -2, 1)],
    since: '5.0.0',
    group: 'sorted-set',
    complexity: 'O(log(N))',
    usage: 'key... timeout:double',
    summary: 'Takes the highest member of the first sorted set that has one, waiting for it.',
    parse: parseWait,
    run: popOrWait('max'),
  }),

  bzmpop: command({
    arity: -5,
    flags: ['write', 'blocking', 'movablekeys'],
    categories: ['sortedset'],
    keys: [countedKeys('RW access delete', 2)],
    since: '7.0.0',
    group: 'sorted-set',
    complexity: 'O(K)',
    usage: 'timeout:double numkeys:integer key... (MIN | MAX) [COUNT count:integer]',
    summary: 'Takes members from the first of several sorted sets that has some, waiting for them.',
    parse: (argv): PopFromAny & Wait => ({
      ...parsePopFromAny(argv, 2),
      timeoutMs: timeoutMsOf(at(argv, 1)),
    }),
    run: ({ db }, options) => popFromAny(db, options) ?? waitForSortedSets(options),
  }),
};
