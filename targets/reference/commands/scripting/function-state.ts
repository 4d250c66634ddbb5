/** FUNCTION STATS, KILL and HELP: what runs now. */
import type { Reply } from '../../../../harness/wire/reply.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse } from '../../errors.ts';
import { helpReply } from '../../help.ts';
import { bulk, bulks, integer, NULL, record } from '../../replies.ts';
import type { RunningScript } from '../../script/running.ts';
import { kill } from './kill.ts';

function stats({ core }: Connection): Reply {
  const { running, libraries, busyText } = core.scripts;
  // It speaks of functions only; who asks during a script is told as everybody is.
  if (running?.call.kind === 'script') return refuse(busyText);
  return record({
    running_script: running === undefined ? NULL : runningReply(running, core.clock()),
    engines: record({
      LUA: record({
        libraries_count: integer(libraries.all.length),
        functions_count: integer(libraries.functionCount),
      }),
    }),
  });
}

function runningReply({ call, startedAtMs }: RunningScript, nowMs: number): Reply {
  return record({
    name: bulk(call.name),
    command: bulks(call.argv),
    duration_ms: integer(Math.floor(nowMs - startedAtMs)),
  });
}

export const functionStateCommands: Family = {
  stats: command({
    arity: 2,
    flags: ['noscript', 'allow_busy'],
    categories: ['scripting'],
    tips: ['nondeterministic_output', 'request_policy:all_shards', 'response_policy:special'],
    since: '7.0.0',
    group: 'scripting',
    complexity: 'O(1)',
    summary: 'Tells which function runs, and how many there are.',
    parse: () => undefined,
    run: stats,
  }),

  kill: command({
    arity: 2,
    flags: ['noscript', 'allow_busy'],
    categories: ['scripting'],
    tips: ['request_policy:all_shards', 'response_policy:one_succeeded'],
    since: '7.0.0',
    group: 'scripting',
    complexity: 'O(1)',
    summary: 'Ends the function that runs, if it has not written yet.',
    parse: () => undefined,
    run: (connection) => kill(connection, 'function'),
  }),

  help: command({
    arity: 2,
    flags: ['loading', 'stale'],
    categories: ['scripting'],
    since: '7.0.0',
    group: 'scripting',
    complexity: 'O(1)',
    summary: 'Tells about the subcommands.',
    parse: () => undefined,
    run: (connection) => helpReply(connection, 'function'),
  }),
};
