/** Users as the rules that make them again, in the order of 7.2. */
import type { ByteString } from '../../../harness/wire/reply.ts';
import type { KeyPattern } from './patterns.ts';
import type { Selector } from './selector.ts';
import type { User } from './user.ts';

/** The line of ACL LIST and of the file of users. */
export function userLine(user: User): ByteString {
  const passwords = user.passwords.map((hash) => `#${hash}`);
  const selectors = user.selectors.map((selector) => `(${selectorText(selector)})`);
  return [
    `user ${user.name}`,
    ...userFlags(user),
    ...passwords,
    selectorText(user.root),
    ...selectors,
  ].join(' ');
}

export function userFlags(user: User): readonly string[] {
  return [
    user.enabled ? 'on' : 'off',
    ...(user.anyPassword ? ['nopass'] : []),
    user.sanitizesPayloads ? 'sanitize-payload' : 'skip-sanitize-payload',
  ];
}

function selectorText(selector: Selector): ByteString {
  const keys = keysText(selector);
  const channels = channelsText(selector);
  return [
    ...(keys === '' ? [] : [keys]),
    ...(selector.channels === 'all' ? [] : ['resetchannels']),
    ...(channels === '' ? [] : [channels]),
    selector.commands.text,
  ].join(' ');
}

export function keysText({ keys }: Selector): ByteString {
  return keys === 'all' ? '~*' : keys.map(keyRule).join(' ');
}

function keyRule({ pattern, reads, writes }: KeyPattern): ByteString {
  if (reads && writes) return `~${pattern}`;
  return `%${reads ? 'R' : 'W'}~${pattern}`;
}

export function channelsText({ channels }: Selector): ByteString {
  return channels === 'all' ? '&*' : channels.map(({ pattern }) => `&${pattern}`).join(' ');
}
