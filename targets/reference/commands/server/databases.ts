/** Whole databases: counting, emptying, swapping; and the time. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { at, int32Of, word } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { bulks, integer, OK } from '../../replies.ts';

/** Both ways of flushing are the same here: memory is freed by the garbage collector. */
function parseFlush(argv: readonly ByteString[]): undefined {
  const plain = argv.length === 1;
  const known = argv.length === 2 && ['SYNC', 'ASYNC'].includes(word(argv, 1));
  return plain || known ? undefined : refuse(SYNTAX_ERROR);
}

export const databaseCommands: Family = {
  dbsize: command({
    arity: 1,
    flags: ['readonly', 'fast'],
    categories: ['keyspace'],
    tips: ['request_policy:all_shards', 'response_policy:agg_sum'],
    since: '1.0.0',
    group: 'server',
    complexity: 'O(1)',
    summary: 'Gives the number of keys in the database.',
    parse: () => undefined,
    run: ({ db }) => integer(db.entries.size),
  }),

  flushdb: command({
    arity: -1,
    flags: ['write'],
    categories: ['keyspace', 'dangerous'],
    tips: ['request_policy:all_shards', 'response_policy:all_succeeded'],
    since: '1.0.0',
    group: 'server',
    complexity: 'O(N)',
    usage: '[ASYNC | SYNC]',
    summary: 'Removes every key of the database.',
    parse: parseFlush,
    run: ({ db, core }) => {
      core.tracking.invalidateAll();
      core.keyspace.dirty += db.flush();
      return OK;
    },
  }),

  flushall: command({
    arity: -1,
    flags: ['write'],
    categories: ['keyspace', 'dangerous'],
    tips: ['request_policy:all_shards', 'response_policy:all_succeeded'],
    since: '1.0.0',
    group: 'server',
    complexity: 'O(N)',
    usage: '[ASYNC | SYNC]',
    summary: 'Removes every key of every database.',
    parse: parseFlush,
    run: ({ core }) => {
      core.tracking.invalidateAll();
      for (const db of core.keyspace.databases) core.keyspace.dirty += db.flush();
      // As the original, so that even an empty flush counts as a change.
      core.keyspace.dirty += 1;
      return OK;
    },
  }),

  swapdb: command({
    arity: 3,
    flags: ['write', 'fast'],
    categories: ['keyspace', 'dangerous'],
    since: '4.0.0',
    group: 'server',
    complexity: 'O(N)',
    usage: 'index1:integer index2:integer',
    summary: 'Lets two databases change places.',
    parse: (argv) => ({
      one: int32Of(at(argv, 1), 'ERR invalid first DB index'),
      other: int32Of(at(argv, 2), 'ERR invalid second DB index'),
    }),
    run: ({ core }, { one, other }) => {
      const [first, second] = [core.database(one), core.database(other)];
      if (first === undefined || second === undefined) {
        return refuse('ERR DB index is out of range');
      }
      if (first !== second) core.keyspace.swap(first, second);
      core.keyspace.dirty += 1;
      return OK;
    },
  }),

  time: command({
    arity: 1,
    flags: ['loading', 'stale', 'fast'],
    categories: [],
    tips: ['nondeterministic_output'],
    since: '2.6.0',
    group: 'server',
    complexity: 'O(1)',
    summary: "Gives the server's time, in seconds and microseconds.",
    parse: () => undefined,
    run: ({ core }) => {
      // In a transaction and in a script it stands still, as it does for expiries.
      const started = core.scripts.running?.startedAtMs;
      const microseconds = started === undefined ? core.nowMicroseconds : started * 1000;
      return bulks([
        String(Math.floor(microseconds / 1_000_000)),
        String(microseconds % 1_000_000),
      ]);
    },
  }),
};
