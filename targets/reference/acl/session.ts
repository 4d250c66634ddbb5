/** Who a connection is: as it comes in, after AUTH, and what ends it with its user. */
import type { ByteString } from '../../../harness/wire/reply.ts';
import type { Command } from '../command-table.ts';
import type { Connection } from '../connection.ts';
import { refuse } from '../errors.ts';
import { logDenial } from './refuse-access.ts';
import type { User } from './user.ts';

const WRONG_PASSWORD = 'WRONGPASS invalid username-password pair or user is disabled.';

export interface Credentials {
  readonly name: ByteString;
  readonly password: ByteString;
}

/** Makes the connection the user's, or refuses; `by` is the command's name as the client wrote it. */
export function logIn(connection: Connection, by: ByteString, given: Credentials): void {
  const user = connection.core.acl.find(given.name);
  if (user?.accepts(given.password) !== true) {
    logDenial(connection, { reason: 'auth', object: by }, { userName: given.name });
    refuse(WRONG_PASSWORD);
  }
  connection.user = user;
  connection.authenticated = true;
}

/** Makes the connection the default user's again, as if it had just come in. */
export function logOut(connection: Connection): void {
  const { defaultUser } = connection.core.acl;
  connection.user = defaultUser;
  connection.authenticated = defaultUser.open;
}

/** Whether the command has to wait until the client has said who it is. */
export function mustLogIn({ authenticated, core }: Connection, { flags }: Command): boolean {
  // Who was let in before a password was asked for stays, and nobody is asked while there is none.
  return !authenticated && !core.acl.defaultUser.open && !flags.has('no_auth');
}

/** Ends connections of users that are gone or have lost a right; `self` still gets its reply. */
export function endSessions(connections: readonly Connection[], self: Connection): void {
  for (const connection of connections) {
    logOut(connection);
    connection.authenticated = false;
    if (connection === self) connection.closing = true;
    else connection.close();
  }
}

export function sessionsOf(user: User, { core }: Connection): readonly Connection[] {
  return [...core.connections.values()].filter((connection) => connection.user === user);
}
