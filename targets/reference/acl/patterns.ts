/** The patterns of keys and channels that a selector allows. */
import type { ByteString } from '../../../harness/wire/reply.ts';
import { compileGlob } from '../glob.ts';

export interface ChannelPattern {
  readonly pattern: ByteString;
  matches(channel: ByteString): boolean;
}

export interface KeyPattern extends ChannelPattern {
  readonly reads: boolean;
  readonly writes: boolean;
}

export function channelPattern(pattern: ByteString): ChannelPattern {
  return { pattern, matches: glob(pattern) };
}

export function keyPattern(
  pattern: ByteString,
  { reads, writes }: Pick<KeyPattern, 'reads' | 'writes'>,
): KeyPattern {
  return { pattern, reads, writes, matches: glob(pattern) };
}

/** Whether a text has what neither patterns nor names of users may have: white space or a zero byte. */
export function hasSpaces(text: ByteString): boolean {
  return /[\t-\r \0]/.test(text);
}

/** Not even a star matches an empty name, in 7.2's own matching. */
function glob(pattern: ByteString): (name: ByteString) => boolean {
  const matches = compileGlob(pattern);
  return (name) => (name === '' ? pattern === '' : matches(name));
}

/** The patterns with one more; a pattern that is there already gains the rights of the new one. */
export function withKeyPattern(
  patterns: readonly KeyPattern[],
  added: KeyPattern,
): readonly KeyPattern[] {
  const known = patterns.find(({ pattern }) => pattern === added.pattern);
  if (known === undefined) return [...patterns, added];
  const rights = { reads: known.reads || added.reads, writes: known.writes || added.writes };
  return patterns.map((other) => (other === known ? { ...known, ...rights } : other));
}

/** Whether channels are allowed: a name by any pattern that matches, a pattern only by itself. */
export function allowsChannel(
  patterns: readonly ChannelPattern[],
  channel: ByteString,
  kind: 'channel' | 'pattern',
): boolean {
  return patterns.some(({ pattern, matches }) =>
    kind === 'pattern' ? pattern === channel : matches(channel),
  );
}
