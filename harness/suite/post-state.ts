/**
 * How to ask for the keyspace that a case leaves: for each key that it names, the type, the time to
 * live, and the value, by ordinary commands that any server has. Pure.
 *
 * All questions go out at once, before the type is known, so a key is asked for each type that the
 * case's commands can have given it; the questions that do not fit its type are refused, and that is
 * all they do.
 */
import { encodeCommand } from '../wire/encode.ts';
import type { ByteString } from '../wire/reply.ts';
import type { Case, Step } from './case.ts';
import { groupOf, keysIn } from './key-specs.ts';

/** The questions about one key, in the order in which they are asked. */
export interface KeyQuestions {
  readonly key: ByteString;
  /** The types whose values are asked for, as TYPE names them. */
  readonly types: readonly ByteString[];
}

export interface PostStateQuestions {
  readonly keys: readonly KeyQuestions[];
  readonly commands: readonly ByteString[][];
  /** The commands, encoded. */
  readonly bytes: ByteString;
  /** Replies to all of it: TYPE, PTTL, then one value for each type. */
  readonly replies: number;
}

/** `undefined` when the case names no key. */
export function postStateQuestions(subject: Case): PostStateQuestions | undefined {
  if (!asked.has(subject)) asked.set(subject, questionsFor(subject));
  return asked.get(subject);
}

/** The same for every target, protocol and context. */
const asked = new WeakMap<Case, PostStateQuestions | undefined>();

/** How many replies to expect about one key. */
export function repliesFor({ types }: KeyQuestions): number {
  return 2 + types.length;
}

function questionsFor({ steps }: Case): PostStateQuestions | undefined {
  const sent = steps.flatMap(commandsOf);
  const names = [...new Set(sent.flatMap(keysIn))];
  if (names.length === 0 || names.length > KEYS_MAX) return undefined;
  const types = [...new Set(sent.flatMap(typesGiven))];
  const keys = names.map((key) => ({ key, types }));
  const commands = names.flatMap((key) => [
    ['TYPE', key],
    ['PTTL', key],
    ...types.map((type) => READ[type]?.(key) ?? []),
  ]);
  return {
    keys,
    commands,
    bytes: commands.map(encodeCommand).join(''),
    replies: commands.length,
  };
}

// A case about a thousand keys says in its contracts what matters of them.
const KEYS_MAX = 8;

/** What the step sends, as far as it is known beforehand. */
function commandsOf(step: Step): ByteString[][] {
  if (!('command' in step)) return [];
  const argv = step.command.argv.filter((argument) => typeof argument === 'string');
  return argv.length === step.command.argv.length ? [argv] : [];
}

const READ: Readonly<Record<ByteString, (key: ByteString) => ByteString[]>> = {
  string: (key) => ['GET', key],
  list: (key) => ['LRANGE', key, '0', '-1'],
  set: (key) => ['SMEMBERS', key],
  hash: (key) => ['HGETALL', key],
  zset: (key) => ['ZRANGE', key, '0', '-1', 'WITHSCORES'],
  stream: (key) => ['XRANGE', key, '-', '+'],
};

/** The types that commands of a group, as COMMAND DOCS has them, can give a key. */
const TYPES: Readonly<Record<string, readonly ByteString[]>> = {
  string: ['string'],
  bitmap: ['string'],
  hyperloglog: ['string'],
  list: ['list'],
  set: ['set'],
  hash: ['hash'],
  'sorted-set': ['zset'],
  geo: ['zset'],
  stream: ['stream'],
  scripting: Object.keys(READ),
};

/** Generic commands pass on the types that others gave, but for these. */
const MAKES_ANY: ReadonlySet<ByteString> = new Set([
  'restore',
  'restore-asking',
  'sort',
  'migrate',
]);

function typesGiven(argv: readonly ByteString[]): readonly ByteString[] {
  if (MAKES_ANY.has(argv[0]?.toLowerCase() ?? '')) return Object.keys(READ);
  return TYPES[groupOf(argv) ?? ''] ?? [];
}
