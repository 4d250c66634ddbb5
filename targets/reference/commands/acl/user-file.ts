/** ACL LOAD and ACL SAVE: the file that `aclfile` names. */
import type { Reply } from '../../../../harness/wire/reply.ts';
import { endSessions, sessionsOf } from '../../acl/session.ts';
import { losingSubscribers } from '../../acl/subscribers.ts';
import { readUsers, writeUsers } from '../../acl/users-on-disk.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse } from '../../errors.ts';
import { OK } from '../../replies.ts';

const NO_FILE =
  'ERR This Redis instance is not configured to use an ACL file. You may want to specify users via the ACL SETUSER command and then issue a CONFIG REWRITE (assuming you have a Redis configuration file set) in order to store users in the Redis configuration.';

/** Connections stay unless their user is gone or they listen to what it may not any more. */
function load(connection: Connection): Reply {
  const { acl, settings } = connection.core;
  if (settings.aclfile === '') refuse(NO_FILE);
  const parsed = readUsers(connection.core);
  if ('errors' in parsed) return refuse(`ERR ${parsed.errors}`);
  const ending = acl.users.flatMap((before) => {
    const sessions = sessionsOf(before, connection);
    const after =
      parsed.users.get(before.name) ??
      (before === acl.defaultUser ? acl.freshDefaultUser() : undefined);
    return after === undefined ? sessions : losingSubscribers(sessions, { before, after });
  });
  acl.replaceAll(parsed.users);
  endSessions(ending, connection);
  return OK;
}

function save({ core }: Connection): Reply {
  if (core.settings.aclfile === '') refuse(NO_FILE);
  if (writeUsers(core)) return OK;
  return refuse(
    'ERR There was an error trying to save the ACLs. Please check the server logs for more information',
  );
}

export const userFileCommands: Family = {
  load: command({
    arity: 2,
    flags: ['admin', 'noscript', 'loading', 'stale'],
    categories: [],
    since: '6.0.0',
    group: 'server',
    complexity: 'O(N). Where N is the number of configured users.',
    summary: 'Takes the users of the file instead of those that there are.',
    parse: () => undefined,
    run: load,
  }),

  save: command({
    arity: 2,
    flags: ['admin', 'noscript', 'loading', 'stale'],
    categories: [],
    tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],
    since: '6.0.0',
    group: 'server',
    complexity: 'O(N). Where N is the number of configured users.',
    summary: 'Writes the users to the file.',
    parse: () => undefined,
    run: save,
  }),
};
