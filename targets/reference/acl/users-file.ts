/** The file of users: one line each, as ACL LIST gives them. Nothing else may stand there, no comments. */
import type { ByteString } from '../../../harness/wire/reply.ts';
import type { AccessControl } from './access-control.ts';
import { userLine } from './describe.ts';
import { hasSpaces } from './patterns.ts';
import { UNKNOWN_COMMAND } from './rule-faults.ts';
import type { User } from './user.ts';
import { applyUserRule, joinSelectors } from './user-rules.ts';

const NOTHING_CHANGED =
  'WARNING: ACL errors detected, no change to the previously active ACL rules was performed';

export type ParsedUsers =
  | { readonly users: ReadonlyMap<ByteString, User> }
  | { readonly errors: string };

/** The users of a file's text, or all that is wrong with it. */
export function parseUsers(text: ByteString, path: string, acl: AccessControl): ParsedUsers {
  const users = new Map<ByteString, User>();
  const lines = text.split('\n');
  const errors = lines.map((line, index) => {
    const words = trimmed(line).split(' ');
    return words[0] === '' ? '' : addUser(users, words, { path, number: index + 1 }, acl);
  });
  const told = errors.join('');
  return told === '' ? { users } : { errors: told + NOTHING_CHANGED };
}

export function usersText(users: readonly User[]): ByteString {
  return users.map((user) => `${userLine(user)}\n`).join('');
}

function trimmed(line: ByteString): ByteString {
  return line.replace(/^[ \t\r]+|[ \t\r]+$/g, '');
}

interface Place {
  readonly path: string;
  readonly number: number;
}

/** Adds the user of a line; what is wrong with the line. */
function addUser(
  users: Map<ByteString, User>,
  [keyword, name, ...given]: readonly ByteString[],
  { path, number }: Place,
  acl: AccessControl,
): string {
  const place = `${path}:${number}`;
  if (keyword !== 'user' || name === undefined) {
    return `${place} should start with user keyword followed by the username. `;
  }
  if (hasSpaces(name)) return `'${place}: username '${name}' contains invalid characters. `;
  if (users.has(name)) return `WARNING: Duplicate user '${name}' found on line ${number}. `;
  const user = acl.newUser(name);
  users.set(name, user);
  const joined = joinSelectors(given);
  if ('open' in joined) return `${place}: Unmatched parenthesis in selector definition.`;
  return applyAll(user, joined.rules, place, acl);
}

/** Unknown commands are named, all of them; of other faults the first, since it may cause the rest. */
function applyAll(
  user: User,
  rules: readonly ByteString[],
  place: string,
  acl: AccessControl,
): string {
  let errors = '';
  let otherFaultSeen = false;
  for (const rule of rules.map((word) => word.replace(/^[\t\r]+|[\t\r]+$/g, ''))) {
    const fault = applyUserRule(user, rule, acl);
    if (fault === UNKNOWN_COMMAND) {
      errors += `${place}: Error in applying operation '${rule}': ${fault}. `;
    } else if (fault !== undefined && !otherFaultSeen) {
      otherFaultSeen = true;
      errors += `${place}: ${fault}. `;
    }
  }
  return errors;
}
