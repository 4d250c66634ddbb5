/** Why a request is refused before its command is looked into: unknown, miscounted, not now. */
import type { ByteString } from '../../harness/wire/reply.ts';
import { accessRefusal } from './acl/refuse-access.ts';
import { mustLogIn } from './acl/session.ts';
import type { CommandFlag } from './command.ts';
import type { Command } from './command-table.ts';
import type { Connection, QueuedCommand } from './connection.ts';
import type { Core } from './core.ts';
import { OUT_OF_MEMORY, wrongArity } from './errors.ts';
import { isSubscribed } from './pubsub.ts';
import { effectiveFlags } from './script/effective-flags.ts';

/** The error text, or `undefined` when the command may go on. */
export function refusalOf(
  connection: Connection,
  command: Command | undefined,
  argv: readonly ByteString[],
): string | undefined {
  if (command === undefined) return unknownCommand(connection, argv);
  const miscount = miscounted(command, argv);
  if (miscount !== undefined) return miscount;
  if (mustLogIn(connection, command)) return 'NOAUTH Authentication required.';
  if (connection.transaction !== undefined && command.flags.has('no_multi')) {
    return 'ERR Command not allowed inside a transaction';
  }
  return (
    accessRefusal(connection, command, argv) ??
    isOutOfMemory(connection, command, argv) ??
    writesWithoutReplicas(connection, command, argv) ??
    isOutOfPlace(connection, command) ??
    isBusy(connection, command)
  );
}

/** The error text for a number of arguments that the command never takes. */
export function miscounted(command: Command, argv: readonly ByteString[]): string | undefined {
  const { arity } = command.facts;
  const fits = arity > 0 ? argv.length === arity : argv.length >= -arity;
  // A container without a subcommand has the right number and yet nothing to run.
  return fits && command.spec !== undefined ? undefined : wrongArity(command.fullName);
}

/** Makes room first where that is allowed; a transaction is as greedy as any of its commands. */
function isOutOfMemory(
  connection: Connection,
  command: Command,
  argv: readonly ByteString[],
): string | undefined {
  const { core } = connection;
  // A script that runs goes on with what it found when it began.
  if (core.scripts.busy) return undefined;
  core.outOfMemory = core.hot.limitsMemory && core.eviction.makeRoom() === 'short';
  return core.outOfMemory && hasFlag(connection, { command, argv }, 'denyoom')
    ? OUT_OF_MEMORY
    : undefined;
}

function writesWithoutReplicas(
  connection: Connection,
  command: Command,
  argv: readonly ByteString[],
): string | undefined {
  const refusal = lacksReplicas(connection.core);
  return refusal !== undefined && hasFlag(connection, { command, argv }, 'write')
    ? refusal
    : undefined;
}

/** Writes may be made to depend on replicas, of which there are none: what writes are told then. */
export function lacksReplicas({ hot }: Core): string | undefined {
  return hot.needsReplicas ? 'NOREPLICAS Not enough good replicas to write.' : undefined;
}

/** Whether a command is of a kind, or EXEC would run one that is. */
function hasFlag({ transaction, core }: Connection, request: QueuedCommand, flag: CommandFlag) {
  const has = ({ command, argv }: QueuedCommand) => effectiveFlags(core, command, argv).has(flag);
  return request.command.name === 'exec' ? (transaction?.queue.some(has) ?? false) : has(request);
}

/** While a script takes long, little more than ending it is possible. */
function isBusy({ core: { scripts } }: Connection, { flags }: Command): string | undefined {
  return scripts.busy && !flags.has('allow_busy') ? scripts.busyText : undefined;
}

// What a connection may say in RESP2 while it is subscribed, since every reply looks like a message.
const FOR_SUBSCRIBERS: ReadonlySet<string> = new Set([
  'ping',
  'subscribe',
  'unsubscribe',
  'psubscribe',
  'punsubscribe',
  'ssubscribe',
  'sunsubscribe',
  'quit',
  'reset',
]);

/** Subscribers in RESP2 and those who MONITOR have given most commands up. */
function isOutOfPlace(connection: Connection, { name, fullName, flags }: Command) {
  const { protocol, core } = connection;
  if (protocol === 2 && isSubscribed(connection) && !FOR_SUBSCRIBERS.has(name)) {
    return `ERR Can't execute '${fullName}': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context`;
  }
  if (!core.monitors.has(connection)) return undefined;
  const usesKeys = flags.has('readonly') || flags.has('write') || flags.has('may_replicate');
  return usesKeys ? "ERR Replica can't interact with the keyspace" : undefined;
}

/** As the original's string functions see an argument: up to the first zero byte. */
function printed(text: ByteString, charsMax: number): ByteString {
  const zero = text.indexOf('\0');
  return text.slice(0, zero < 0 ? charsMax : Math.min(zero, charsMax));
}

// The error reply quotes this much of the name, and this much of the arguments.
const QUOTED_CHARS_MAX = 128;

function unknownCommand(connection: Connection, argv: readonly ByteString[]): string {
  const [name = '', subcommand = '', ...rest] = argv;
  const container = connection.core.commands.byName(name);
  if (container !== undefined) {
    return `ERR unknown subcommand '${printed(subcommand, QUOTED_CHARS_MAX)}'. Try ${container.name.toUpperCase()} HELP.`;
  }
  let quoted = '';
  for (const argument of argv.length > 1 ? [subcommand, ...rest] : []) {
    if (quoted.length >= QUOTED_CHARS_MAX) break;
    quoted += `'${printed(argument, QUOTED_CHARS_MAX - quoted.length)}' `;
  }
  return `ERR unknown command '${printed(name, QUOTED_CHARS_MAX)}', with args beginning with: ${quoted}`;
}
