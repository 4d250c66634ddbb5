/** Refuses what a user may not, and keeps it in the log. */
import type { ByteString } from '../../../harness/wire/reply.ts';
import { clientInfo } from '../client-info.ts';
import type { Command } from '../command-table.ts';
import type { Connection } from '../connection.ts';
import { type Denial, denialOf } from './access.ts';
import { denialText, lostSinceQueuedText } from './denial-texts.ts';
import type { DenialContext, DenialReason } from './log.ts';

/** The error text for a command that the connection's user may not run, or `undefined`. */
export function accessRefusal(
  connection: Connection,
  command: Command,
  argv: readonly ByteString[],
): string | undefined {
  const denial = denialOf(connection.user, command, argv);
  if (denial === undefined) return undefined;
  logDenial(connection, denial);
  return `NOPERM ${denialText(denial, connection.user)}`;
}

/** The same for a command of a transaction, which was allowed when it was queued. */
export function accessLostSinceQueued(
  connection: Connection,
  command: Command,
  argv: readonly ByteString[],
): string | undefined {
  const denial = denialOf(connection.user, command, argv);
  if (denial === undefined) return undefined;
  logDenial(connection, denial);
  return lostSinceQueuedText(denial);
}

/** The same for a command that a script of the connection calls. */
export function accessRefusalInScript(
  connection: Connection,
  command: Command,
  argv: readonly ByteString[],
): string | undefined {
  const denial = denialOf(connection.user, command, argv);
  if (denial === undefined) return undefined;
  logDenial(connection, denial, { context: 'lua' });
  return `ERR ACL failure in script: ${denialText(denial, connection.user)}`;
}

interface Circumstances {
  readonly userName?: ByteString;
  readonly context?: DenialContext;
}

export function logDenial(
  connection: Connection,
  { reason, object }: Pick<Denial, 'object'> & { readonly reason: DenialReason },
  { userName = connection.user.name, context = contextOf(connection) }: Circumstances = {},
): void {
  const { core } = connection;
  const event = { reason, context, object, userName, clientInfo: clientInfo(connection) };
  core.acl.log.add(event, core.nowMs, core.settings['acllog-max-len']);
}

function contextOf({ transaction }: Connection): DenialContext {
  return transaction === undefined ? 'toplevel' : 'multi';
}
