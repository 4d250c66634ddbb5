/** Commands that take elements from lists and wait while there are none. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { at, timeoutMsOf } from '../../arguments.ts';
import { block } from '../../blocking.ts';
import { command, type Family, type Outcome } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { countedKeys, keyRange } from '../../key-spec.ts';
import { bulks, NULL_ARRAY } from '../../replies.ts';
import type { End } from '../../values/list-chunks.ts';
import { type PopFromAny, parsePopFromAny, popFromAny, popped } from './pop.ts';

interface Wait {
  readonly keys: readonly ByteString[];
  readonly timeoutMs: number;
}

function parseWait(argv: readonly ByteString[]): Wait {
  const timeoutMs = timeoutMsOf(at(argv, argv.length - 1));
  return { keys: argv.slice(1, -1), timeoutMs };
}

function waitForLists({ keys, timeoutMs }: Wait): Outcome {
  return block({ keys, valueType: 'list', timeoutMs, timeoutReply: NULL_ARRAY });
}

function popOrWait(end: End): (connection: Connection, options: Wait) => Outcome {
  return ({ db }, options) => {
    for (const key of options.keys) {
      const list = db.write(key, 'list');
      if (list === undefined) continue;
      const value = list.pop(end) ?? '';
      popped(db, { key, list, end, count: 1 });
      return bulks([key, value]);
    }
    return waitForLists(options);
  };
}

export const blockingPopCommands: Family = {
  blpop: command({
    arity: -3,
    flags: ['write', 'blocking'],
    categories: ['list'],
    keys: [keyRange('RW access delete', 1, -2, 1)],
    since: '2.0.0',
    group: 'list',
    complexity: 'O(N)',
    usage: 'key... timeout:double',
    summary: 'Takes the first element of the first list that has one, waiting for it.',
    parse: parseWait,
    run: popOrWait('head'),
  }),

  brpop: command({
    arity: -3,
    flags: ['write', 'blocking'],
    categories: ['list'],
    keys: [keyRange('RW access delete', 1, -2, 1)],
    since: '2.0.0',
    group: 'list',
    complexity: 'O(N)',
    usage: 'key... timeout:double',
    summary: 'Takes the last element of the first list that has one, waiting for it.',
    parse: parseWait,
    run: popOrWait('tail'),
  }),

  blmpop: command({
    arity: -5,
    flags: ['write', 'blocking', 'movablekeys'],
    categories: ['list'],
    keys: [countedKeys('RW access delete', 2)],
    since: '7.0.0',
    group: 'list',
    complexity: 'O(N+M)',
    usage: 'timeout:double numkeys:integer key... (LEFT | RIGHT) [COUNT count:integer]',
    summary: 'Takes elements from the first of several lists that has some, waiting for them.',
    parse: (argv): PopFromAny & Wait => ({
      ...parsePopFromAny(argv, 2),
      timeoutMs: timeoutMsOf(at(argv, 1)),
    }),
    run: ({ db }, options) => popFromAny(db, options) ?? waitForLists(options),
  }),
};
