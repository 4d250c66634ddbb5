/** What a client reads when its user may not. Errors name neither keys nor channels; DRYRUN does. */
import type { Denial } from './access.ts';
import type { User } from './user.ts';

/** As in the error reply, and in that of a script. */
export function denialText({ reason, object }: Denial, { name }: User): string {
  if (reason === 'command') return `User ${name} has no permissions to run the '${object}' command`;
  return `No permissions to access a ${reason}`;
}

export function fullDenialText(denial: Denial, user: User): string {
  const { reason, object } = denial;
  if (reason === 'command') return denialText(denial, user);
  return `User ${user.name} has no permissions to access the '${object}' ${reason}`;
}

const LOST: Readonly<Record<Denial['reason'], string>> = {
  command: 'no permission to execute the command or subcommand',
  key: 'no permission to touch the specified keys',
  channel: 'no permission to access one of the channels used as arguments',
};

/** For a command that was queued while it was allowed. */
export function lostSinceQueuedText({ reason }: Denial): string {
  return `NOPERM ACLs rules changed between the moment the transaction was accumulated and the EXEC call. This command is no longer allowed for the following reason: ${LOST[reason]}`;
}
