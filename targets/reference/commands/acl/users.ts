/** ACL USERS, LIST, GETUSER, DELUSER and WHOAMI. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { DEFAULT_USER } from '../../acl/access-control.ts';
import { channelsText, keysText, userFlags, userLine } from '../../acl/describe.ts';
import type { Selector } from '../../acl/selector.ts';
import { endSessions, sessionsOf } from '../../acl/session.ts';
import type { User } from '../../acl/user.ts';
import { at } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse } from '../../errors.ts';
import { array, bulk, bulks, integer, NULL, record, set } from '../../replies.ts';

function userReply(user: User): Reply {
  return record({
    flags: set(userFlags(user).map(bulk)),
    passwords: bulks(user.passwords),
    ...selectorFields(user.root),
    selectors: array(user.selectors.map((selector) => record(selectorFields(selector)))),
  });
}

function selectorFields(selector: Selector): Readonly<Record<string, Reply>> {
  return {
    commands: bulk(selector.commands.text),
    keys: bulk(keysText(selector)),
    channels: bulk(channelsText(selector)),
  };
}

function deleteUsers(connection: Connection, names: readonly ByteString[]): Reply {
  const { acl } = connection.core;
  const deleted = names.filter((name) => {
    const user = acl.find(name);
    if (user === undefined) return false;
    acl.remove(user);
    endSessions(sessionsOf(user, connection), connection);
    return true;
  });
  return integer(deleted.length);
}

export const userCommands: Family = {
  deluser: command({
    arity: -3,
    flags: ['admin', 'noscript', 'loading', 'stale'],
    categories: [],
    tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],
    since: '6.0.0',
    group: 'server',
    complexity: 'O(1) amortized time considering the typical user.',
    usage: 'username...',
    summary: 'Deletes users and ends their connections.',
    parse: (argv) => {
      const names = argv.slice(2);
      return names.includes(DEFAULT_USER)
        ? refuse("ERR The 'default' user cannot be removed")
        : names;
    },
    run: deleteUsers,
  }),

  getuser: command({
    arity: 3,
    flags: ['admin', 'noscript', 'loading', 'stale'],
    categories: [],
    since: '6.0.0',
    group: 'server',
    complexity:
      'O(N). Where N is the number of password, command and pattern rules that the user has.',
    usage: 'username',
    summary: 'Tells the flags, passwords and rules of a user.',
    parse: (argv) => at(argv, 2),
    run: ({ core }, name) => {
      const user = core.acl.find(name);
      return user === undefined ? NULL : userReply(user);
    },
  }),

  list: command({
    arity: 2,
    flags: ['admin', 'noscript', 'loading', 'stale'],
    categories: [],
    since: '6.0.0',
    group: 'server',
    complexity: 'O(N). Where N is the number of configured users.',
    summary: 'Tells all users as lines of the file of users.',
    parse: () => undefined,
    run: ({ core }) => bulks(core.acl.users.map(userLine)),
  }),

  users: command({
    arity: 2,
    flags: ['admin', 'noscript', 'loading', 'stale'],
    categories: [],
    since: '6.0.0',
    group: 'server',
    complexity: 'O(N). Where N is the number of configured users.',
    summary: 'Names all users.',
    parse: () => undefined,
    run: ({ core }) => bulks(core.acl.users.map(({ name }) => name)),
  }),

  whoami: command({
    arity: 2,
    flags: ['noscript', 'loading', 'stale'],
    categories: [],
    since: '6.0.0',
    group: 'server',
    complexity: 'O(1)',
    summary: 'Names the user of the connection.',
    parse: () => undefined,
    run: ({ user }) => bulk(user.name),
  }),
};
