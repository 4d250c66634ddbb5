/** CLIENT subcommands that look at other connections, or hold them up. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, integerOf, word } from '../../arguments.ts';
import { clientInfo } from '../../client-info.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { release } from '../../dispatch.ts';
import { refuse } from '../../errors.ts';
import { parseInteger } from '../../numbers.ts';
import { pauseClients, unpauseClients } from '../../pause.ts';
import { error, OK, ONE, verbatim, ZERO } from '../../replies.ts';
import { killFilterOf, killMatching } from './client-kill.ts';
import { listingOf } from './client-list.ts';

interface Unblock {
  readonly id: number;
  readonly reason: 'TIMEOUT' | 'ERROR';
}

/** Subcommands whose arguments were counted by hand before there were arities for them. */
function refuseBeyond(argv: readonly ByteString[], max: number): void {
  if (argv.length <= max) return;
  const subcommand = at(argv, 1).slice(0, 128);
  refuse(
    `ERR unknown subcommand or wrong number of arguments for '${subcommand}'. Try CLIENT HELP.`,
  );
}

function parseUnblock(argv: readonly ByteString[]): Unblock {
  refuseBeyond(argv, 4);
  const reason = argv.length > 3 ? word(argv, 3) : 'TIMEOUT';
  if (reason !== 'TIMEOUT' && reason !== 'ERROR') {
    return refuse('ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR');
  }
  return { id: integerOf(at(argv, 2)), reason };
}

function unblock({ core }: Connection, { id, reason }: Unblock): Reply {
  const waiter = core.connections.get(id)?.waiter;
  if (waiter === undefined) return ZERO;
  const unblocked = error('UNBLOCKED client unblocked via CLIENT UNBLOCK');
  release(waiter, reason === 'ERROR' ? unblocked : waiter.request.timeoutReply);
  return ONE;
}

export const clientControl: Family = {
  list: command({
    arity: -2,
    flags: ['admin', 'noscript', 'loading', 'stale'],
    categories: ['connection'],
    tips: ['nondeterministic_output'],
    since: '2.4.0',
    group: 'connection',
    complexity: 'O(N) where N is the number of client connections',
    usage: '[TYPE (NORMAL | MASTER | REPLICA | PUBSUB)] [ID client-id:integer...]',
    summary: 'Tells about the connections, one line each.',
    parse: listingOf,
    run: ({ core }, listed) =>
      verbatim(
        listed(core)
          .map((connection) => `${clientInfo(connection)}\n`)
          .join(''),
      ),
  }),

  kill: command({
    arity: -3,
    flags: ['admin', 'noscript', 'loading', 'stale'],
    categories: ['connection'],
    since: '2.4.0',
    group: 'connection',
    complexity: 'O(N) where N is the number of client connections',
    usage:
      '(old-format | ([ID client-id:integer] | [TYPE (NORMAL | MASTER | SLAVE | REPLICA | PUBSUB)] | [USER username] | [ADDR addr] | [LADDR laddr] | [SKIPME (YES | NO)])...)',
    summary: 'Closes connections.',
    parse: (argv) => argv,
    run: (connection, argv) => killMatching(connection, killFilterOf(connection.core, argv)),
  }),

  unblock: command({
    arity: -3,
    flags: ['admin', 'noscript', 'loading', 'stale'],
    categories: ['connection'],
    since: '5.0.0',
    group: 'connection',
    complexity: 'O(log N) where N is the number of client connections',
    usage: 'client-id:integer [TIMEOUT | ERROR]',
    summary: 'Ends the wait of a blocked connection.',
    parse: parseUnblock,
    run: unblock,
  }),

  pause: command({
    arity: -3,
    flags: ['admin', 'noscript', 'loading', 'stale'],
    categories: ['connection'],
    since: '3.0.0',
    group: 'connection',
    complexity: 'O(1)',
    usage: 'timeout:integer [WRITE | ALL]',
    summary: 'Holds up the commands of all clients, or their writes, for a time.',
    parse: (argv) => {
      refuseBeyond(argv, 4);
      const timeoutMs = parseInteger(at(argv, 2));
      const mode = argv.length > 3 ? word(argv, 3) : 'ALL';
      if (mode !== 'ALL' && mode !== 'WRITE') {
        return refuse('ERR CLIENT PAUSE mode must be WRITE or ALL');
      }
      if (timeoutMs === undefined) return refuse('ERR timeout is not an integer or out of range');
      if (timeoutMs < 0) refuse('ERR timeout is negative');
      return { timeoutMs, only: mode === 'ALL' ? ('all' as const) : ('write' as const) };
    },
    run: ({ core }, { timeoutMs, only }) => {
      pauseClients(core, { untilMs: core.nowMs + timeoutMs, only });
      return OK;
    },
  }),

  unpause: command({
    arity: 2,
    flags: ['admin', 'noscript', 'loading', 'stale'],
    categories: ['connection'],
    since: '6.2.0',
    group: 'connection',
    complexity: 'O(N) Where N is the number of paused clients',
    summary: 'Ends a pause of the clients.',
    parse: () => undefined,
    run: ({ core }) => {
      unpauseClients(core);
      return OK;
    },
  }),
};
