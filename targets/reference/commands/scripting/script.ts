/** SCRIPT: the scripts that the server keeps for EVALSHA. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, word } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import { refuse } from '../../errors.ts';
import { helpReply } from '../../help.ts';
import { array, bulk, OK, ONE, ZERO } from '../../replies.ts';
import { kill } from './kill.ts';

/** Nothing is done behind here, so both modes are one. */
function checkMode(argv: readonly ByteString[]): void {
  const known = argv.length === 2 || (argv.length === 3 && /^A?SYNC$/.test(word(argv, 2)));
  if (!known) refuse('ERR SCRIPT FLUSH only support SYNC|ASYNC option');
}

/** There is no debugger to attach: scripts run on, and `redis.breakpoint` is false. */
function checkDebugMode(argv: readonly ByteString[]): void {
  if (!/^(?:YES|SYNC|NO)$/.test(word(argv, 2))) refuse('ERR Use SCRIPT DEBUG YES/SYNC/NO');
}

const subcommands: Family = {
  debug: command({
    arity: 3,
    flags: ['noscript'],
    categories: ['scripting'],
    since: '3.2.0',
    group: 'scripting',
    complexity: 'O(1)',
    usage: '(YES | SYNC | NO)',
    summary: 'Turns the debugger for scripts of this connection on or off.',
    parse: checkDebugMode,
    run: (connection) => {
      if (connection.owesOutput) refuse('ERR SCRIPT DEBUG must be called outside a pipeline');
      return OK;
    },
  }),

  exists: command({
    arity: -3,
    flags: ['noscript'],
    categories: ['scripting'],
    tips: ['request_policy:all_shards', 'response_policy:agg_logical_and'],
    since: '2.6.0',
    group: 'scripting',
    complexity: 'O(N)',
    usage: 'sha1...',
    summary: 'Says for each digest whether the server keeps that script.',
    parse: (argv) => argv.slice(2),
    run: ({ core: { scripts } }, digests): Reply =>
      array(digests.map((digest) => (scripts.scripts.find(digest) === undefined ? ZERO : ONE))),
  }),

  flush: command({
    arity: -2,
    flags: ['noscript'],
    categories: ['scripting'],
    tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],
    since: '2.6.0',
    group: 'scripting',
    complexity: 'O(N) with N being the number of scripts in cache',
    usage: '[ASYNC | SYNC]',
    summary: 'Forgets every script.',
    parse: checkMode,
    run: ({ core: { scripts } }) => {
      scripts.scripts.flush();
      return OK;
    },
  }),

  help: command({
    arity: 2,
    flags: ['loading', 'stale'],
    categories: ['scripting'],
    since: '5.0.0',
    group: 'scripting',
    complexity: 'O(1)',
    summary: 'Tells about the subcommands.',
    parse: () => undefined,
    run: (connection) => helpReply(connection, 'script'),
  }),

  kill: command({
    arity: 2,
    flags: ['noscript', 'allow_busy'],
    categories: ['scripting'],
    tips: ['request_policy:all_shards', 'response_policy:one_succeeded'],
    since: '2.6.0',
    group: 'scripting',
    complexity: 'O(1)',
    summary: 'Ends the script that runs, if it has not written yet.',
    parse: () => undefined,
    run: (connection) => kill(connection, 'script'),
  }),

  load: command({
    arity: 3,
    flags: ['noscript', 'stale'],
    categories: ['scripting'],
    tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],
    since: '2.6.0',
    group: 'scripting',
    complexity: 'O(N) with N being the length in bytes of the script body.',
    usage: 'script',
    summary: 'Keeps a script for EVALSHA without running it.',
    parse: (argv) => at(argv, 2),
    run: ({ core: { scripts } }, text) => bulk(scripts.scripts.load(text).digest),
  }),
};

export const scriptCommands: Family = {
  script: {
    arity: -2,
    flags: [],
    categories: [],
    since: '2.6.0',
    group: 'scripting',
    complexity: 'Depends on subcommand.',
    summary: 'Manages the scripts that the server keeps.',
    subcommands,
  },
};
