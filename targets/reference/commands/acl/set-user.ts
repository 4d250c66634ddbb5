/** ACL SETUSER: all of its rules, or none. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { hasSpaces } from '../../acl/patterns.ts';
import { endSessions, sessionsOf } from '../../acl/session.ts';
import { losingSubscribers } from '../../acl/subscribers.ts';
import { applyUserRule, joinSelectors } from '../../acl/user-rules.ts';
import { at } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse } from '../../errors.ts';
import { OK } from '../../replies.ts';

interface UserRules {
  readonly name: ByteString;
  readonly rules: readonly ByteString[];
}

function parseRules(argv: readonly ByteString[]): UserRules {
  const name = at(argv, 2);
  if (hasSpaces(name)) refuse("ERR Usernames can't contain spaces or null characters");
  const joined = joinSelectors(argv.slice(3));
  if ('open' in joined) {
    return refuse(`ERR Unmatched parenthesis in acl selector starting at '${joined.open}'.`);
  }
  return { name, rules: joined.rules };
}

function setUser(connection: Connection, { name, rules }: UserRules): Reply {
  const { acl } = connection.core;
  const user = acl.find(name);
  const draft = user?.draft() ?? acl.newUser(name);
  for (const rule of rules) {
    const fault = applyUserRule(draft, rule, acl);
    if (fault !== undefined) refuse(`ERR Error in ACL SETUSER modifier '${shown(rule)}': ${fault}`);
  }
  if (user !== undefined) {
    const change = { before: user, after: draft };
    endSessions(losingSubscribers(sessionsOf(user, connection), change), connection);
  }
  acl.put(draft);
  return OK;
}

/** The original tells a rule as far as its first zero byte. */
function shown(rule: ByteString): ByteString {
  return rule.split('\0', 1)[0] ?? '';
}

export const setUserCommands: Family = {
  setuser: command({
    arity: -3,
    flags: ['admin', 'noscript', 'loading', 'stale'],
    categories: [],
    tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],
    since: '6.0.0',
    group: 'server',
    complexity: 'O(N). Where N is the number of rules provided.',
    usage: 'username [rule...]',
    summary: 'Makes a user, or adds rules to one.',
    parse: parseRules,
    run: setUser,
  }),
};
