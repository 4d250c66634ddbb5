/** SLOWLOG: the commands that took longer than `slowlog-log-slower-than`. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { integerWithin } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import { refuse } from '../../errors.ts';
import { helpReply } from '../../help.ts';
import { array, bulk, bulks, integer, OK } from '../../replies.ts';
import type { SlowLogEntry } from '../../statistics/slow-log.ts';

const COUNT = 10;
const LONG_MAX = Number.MAX_SAFE_INTEGER;

function countOf(argv: readonly ByteString[]): number {
  const [, name, text] = argv;
  if (argv.length > 3) {
    refuse(`ERR unknown subcommand or wrong number of arguments for '${name}'. Try SLOWLOG HELP.`);
  }
  if (text === undefined) return COUNT;
  return integerWithin(text, [-1, LONG_MAX], 'ERR count should be greater than or equal to -1');
}

function entryReply(entry: SlowLogEntry): Reply {
  return array([
    integer(entry.id),
    integer(entry.atSeconds),
    integer(entry.microseconds),
    bulks(entry.argv),
    bulk(entry.address),
    bulk(entry.clientName),
  ]);
}

export const slowlogCommands: Family = {
  slowlog: {
    arity: -2,
    flags: [],
    categories: [],
    since: '2.2.12',
    group: 'server',
    complexity: 'Depends on subcommand.',
    summary: 'Tells of the commands that took longest.',
    subcommands: {
      get: command({
        arity: -2,
        flags: ['admin', 'loading', 'stale'],
        categories: [],
        tips: ['request_policy:all_nodes', 'nondeterministic_output'],
        since: '2.2.12',
        group: 'server',
        complexity: 'O(N)',
        usage: '[count:integer]',
        summary: 'Gives the newest entries.',
        parse: countOf,
        run: ({ core }, count) => array(core.slowLog.newest(count).map(entryReply)),
      }),

      len: command({
        arity: 2,
        flags: ['admin', 'loading', 'stale'],
        categories: [],
        tips: ['request_policy:all_nodes', 'response_policy:agg_sum', 'nondeterministic_output'],
        since: '2.2.12',
        group: 'server',
        complexity: 'O(1)',
        summary: 'Gives the number of entries.',
        parse: () => undefined,
        run: ({ core }) => integer(core.slowLog.size),
      }),

      reset: command({
        arity: 2,
        flags: ['admin', 'loading', 'stale'],
        categories: [],
        tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],
        since: '2.2.12',
        group: 'server',
        complexity: 'O(N)',
        summary: 'Empties the log.',
        parse: () => undefined,
        run: ({ core }) => {
          core.slowLog.reset();
          return OK;
        },
      }),

      help: command({
        arity: 2,
        flags: ['loading', 'stale'],
        categories: [],
        since: '6.2.0',
        group: 'server',
        complexity: 'O(1)',
        summary: 'Lists the subcommands.',
        parse: () => undefined,
        run: (connection) => helpReply(connection, 'slowlog'),
      }),
    },
  },
};
