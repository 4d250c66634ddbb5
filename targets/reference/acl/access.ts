/** Whether a user may run a command: the one question that dispatch, EXEC, scripts and DRYRUN ask. */
import type { ByteString } from '../../../harness/wire/reply.ts';
import { CommandError } from '../command.ts';
import type { Command } from '../command-table.ts';
import { type FoundKey, findKeys } from '../find-keys.ts';
import { channelsOf, type NamedChannels } from './channels-of.ts';
import { allowsChannel, type KeyPattern } from './patterns.ts';
import type { Selector } from './selector.ts';
import type { User } from './user.ts';

/** What a user lacks, and for which command, key or channel. */
export interface Denial {
  readonly reason: 'command' | 'key' | 'channel';
  readonly object: ByteString;
}

/** `undefined` when the user may run the command with these arguments. */
export function denialOf(
  user: User,
  command: Command,
  argv: readonly ByteString[],
): Denial | undefined {
  if (user.unrestricted) return undefined;
  const request = requestOf(command, argv);
  let worst: Refusal | undefined;
  for (const selector of user.everySelector) {
    const refusal = refusalBy(selector, request);
    if (refusal === undefined) return undefined;
    if (worst === undefined || isFurther(refusal, worst)) worst = refusal;
  }
  return worst;
}

interface Refusal extends Denial {
  /** Which of the keys or channels it was. */
  readonly place: number;
}

const DEPTHS = { command: 0, key: 1, channel: 2 } as const;

/** Of several selectors the one counts that came furthest before it refused. */
function isFurther(one: Refusal, other: Refusal): boolean {
  const deeper = DEPTHS[one.reason] - DEPTHS[other.reason];
  return deeper > 0 || (deeper === 0 && one.place > other.place);
}

interface AccessRequest {
  readonly command: Command;
  readonly argv: readonly ByteString[];
  /** Looked for once, and only if a selector asks. */
  keys(): readonly FoundKey[];
  readonly named: NamedChannels | undefined;
}

function requestOf(command: Command, argv: readonly ByteString[]): AccessRequest {
  let keys: readonly FoundKey[] | undefined;
  return {
    command,
    argv,
    keys: () => {
      keys ??= keysOf(command, argv);
      return keys;
    },
    named: channelsOf(command, argv),
  };
}

/** What cannot be understood has no keys: the command itself will refuse it. */
function keysOf({ facts }: Command, argv: readonly ByteString[]): readonly FoundKey[] {
  if (facts.keys === undefined) return [];
  const found = attempt(() => facts.findKeys?.(argv) ?? findKeys(facts, argv));
  return found === 'invalid' ? [] : found;
}

function attempt<Result>(work: () => Result): Result | 'invalid' {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof CommandError) return 'invalid';
    throw thrown;
  }
}

function refusalBy(selector: Selector, request: AccessRequest): Refusal | undefined {
  const { command, argv, named } = request;
  if (!command.flags.has('no_auth') && !selector.commands.allows(command, argv)) {
    return { reason: 'command', object: command.fullName, place: 0 };
  }
  const patterns = selector.keys;
  if (patterns !== 'all') {
    const keys = request.keys();
    const place = keys.findIndex((found) => !allowsKey(patterns, found));
    if (place >= 0) return { reason: 'key', object: keys[place]?.key ?? '', place };
  }
  const channelPatterns = selector.channels;
  if (channelPatterns !== 'all' && named !== undefined) {
    const { channels, kind } = named;
    const place = channels.findIndex((name) => !allowsChannel(channelPatterns, name, kind));
    if (place >= 0) return { reason: 'channel', object: channels[place] ?? '', place };
  }
  return undefined;
}

const WRITING: readonly string[] = ['insert', 'delete', 'update'];

/** To look whether a key is there takes neither right, but a pattern that matches it. */
function allowsKey(patterns: readonly KeyPattern[], { key, flags }: FoundKey): boolean {
  const reads = flags.includes('access');
  const writes = flags.some((flag) => WRITING.includes(flag));
  return patterns.some(
    (pattern) => (pattern.reads || !reads) && (pattern.writes || !writes) && pattern.matches(key),
  );
}

/** Whether the user may run the command and read any key besides, as SORT does to follow patterns. */
export function mayReadAllKeys(user: User, command: Command, argv: readonly ByteString[]): boolean {
  const request = requestOf(command, argv);
  return user.everySelector.some(
    (selector) => readsAllKeys(selector) && refusalBy(selector, request) === undefined,
  );
}

function readsAllKeys({ keys }: Selector): boolean {
  return keys === 'all' || keys.some(({ pattern, reads }) => reads && pattern === '*');
}
