/**
 * A transcript as cases.
 *
 * What redis-cli shows depends on all that was typed before. So a new case begins only where the
 * database is emptied (FLUSHALL, FLUSHDB), and at a line `# …` when the parts between such lines use
 * no key of each other.
 */
import { keysIn } from '../suite/key-specs.ts';
import type { Reply as Claim } from '../suite/suite-file.generated.ts';
import { type ByteString, type Protocol, type Reply, utf8Text } from '../wire/reply.ts';
import { claimOf, makesAnId, text, varies } from './claim.ts';
import type { Exchange } from './exchange.ts';
import {
  ImportError,
  type ImportedCase,
  type ImportedStep,
  kebab,
  type LeftOut,
  type Source,
} from './imported.ts';
import { knownName, reachesBeyond, whyNotSent } from './reach.ts';
import { isPrompt, readRedisCli } from './redis-cli-transcript.ts';
import { readTelnet } from './telnet-transcript.ts';

export interface Transcript {
  readonly entries: readonly (ImportedCase | LeftOut)[];
  /** Every command that a step sends, in order. */
  readonly sent: readonly (readonly ByteString[])[];
}

/** The cases that the transcript shows; throws an `ImportError` when it is none. */
export function importTranscript(source: Source): Transcript {
  const exchanges = readExchanges(source);
  const parts = splitIntoCases(withProtocols(exchanges));
  const entries = parts.flatMap((part) => caseOf(source, part));
  const sent = exchanges.filter(({ unusable }) => unusable === undefined).map(({ argv }) => argv);
  return { entries, sent };
}

// Colours and cursor movements that `script` and terminals leave in what they record.
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what they begin with
const ESCAPE_SEQUENCE = /\x1b\[[\d;?]*[a-z]/gi;

function readExchanges(source: Source): readonly Exchange[] {
  const lines = source.text.replace(ESCAPE_SEQUENCE, '').split('\n');
  const bare = lines.map((line) => line.replace(/\r+$/, ''));
  const exchanges = bare.some(isPrompt) ? readRedisCli(bare) : readTelnet(source, lines);
  if (exchanges.length === 0) {
    throw new ImportError('neither a prompt of redis-cli nor a command with its reply', {
      source,
      line: 1,
    });
  }
  return exchanges;
}

interface Spoken extends Exchange {
  readonly protocol: Protocol;
}

/** Until a HELLO says which protocol is spoken, what came shows it. */
function withProtocols(exchanges: readonly Exchange[]): Spoken[] {
  const hello = exchanges.findIndex(({ argv }) => helloVersion(argv) !== undefined);
  const before = hello < 0 ? exchanges : exchanges.slice(0, hello);
  let protocol: Protocol = before.some(({ reply }) => isRespThree(reply)) ? 3 : 2;
  return exchanges.map((exchange) => {
    const refused = typeof exchange.reply === 'object' && exchange.reply.type === 'error';
    protocol = (refused ? undefined : helloVersion(exchange.argv)) ?? protocol;
    return { ...exchange, protocol };
  });
}

function helloVersion([name = '', version = '']: readonly ByteString[]): Protocol | undefined {
  return /^hello$/i.test(name) && /^[23]$/.test(version)
    ? (Number(version) as Protocol)
    : undefined;
}

function isRespThree(reply: Reply | 'text' | undefined): boolean {
  if (typeof reply !== 'object') return false;
  if ('items' in reply && reply.type === 'array') return reply.items.some(isRespThree);
  return /^(?:boolean|double|big|verbatim|set|push|map)$/.test(reply.type);
}

function splitIntoCases(exchanges: readonly Spoken[]): Spoken[][] {
  const inOneDatabase = !exchanges.some(({ argv }) =>
    /^(?:select|swapdb|move)$/i.test(argv[0] ?? ''),
  );
  const emptied = splitBefore(
    exchanges,
    ({ argv }) => inOneDatabase && /^flush(?:all|db)$/i.test(argv[0] ?? ''),
  ).map((part) => part.filter(({ argv }) => !(inOneDatabase && isFlush(argv))));
  return emptied.flatMap((part) => {
    const headed = splitBefore(part, ({ heading }) => heading !== undefined);
    return areIndependent(headed) ? headed : [part];
  });
}

function isFlush([name = '']: readonly ByteString[]): boolean {
  return /^flush(?:all|db)$/i.test(name);
}

function splitBefore(
  exchanges: readonly Spoken[],
  begins: (exchange: Spoken) => boolean,
): Spoken[][] {
  const parts: Spoken[][] = [[]];
  for (const exchange of exchanges) {
    if (begins(exchange)) parts.push([]);
    parts.at(-1)?.push(exchange);
  }
  return parts.filter((part) => part.length > 0);
}

/** Commands without keys that say nothing of keys, nor change what others reply. */
const STANDS_ALONE =
  /^(?:ping|echo|time|info|multi|exec|discard|hello|command|lolwut|object|debug)$/i;

function areIndependent(parts: readonly Spoken[][]): boolean {
  const seen = new Set<ByteString>();
  for (const part of parts) {
    if (count(part, 'multi') !== count(part, 'exec') + count(part, 'discard')) return false;
    const keys = new Set(part.flatMap(({ argv }) => keysIn(argv)));
    if ([...keys].some((key) => seen.has(key))) return false;
    if (parts.length > 1 && !part.every(reachesKeysOnly)) return false;
    for (const key of keys) seen.add(key);
  }
  return true;
}

function count(part: readonly Spoken[], command: string): number {
  return part.filter(({ argv: [name = ''] }) => name.toLowerCase() === command).length;
}

function reachesKeysOnly({ argv, unusable }: Spoken): boolean {
  return unusable !== undefined || keysIn(argv).length > 0 || STANDS_ALONE.test(argv[0] ?? '');
}

function caseOf(source: Source, part: readonly Spoken[]): (ImportedCase | LeftOut)[] {
  const [first] = part;
  const protocol = part.at(-1)?.protocol;
  if (first === undefined || protocol === undefined) return [];
  const steps = stepsOf(source, part, protocol);
  if (!steps.some(({ kind }) => kind === 'step')) {
    return steps.filter((step) => step.kind === 'left-out');
  }
  const named = first.heading === undefined ? undefined : kebab(first.heading);
  return [
    {
      kind: 'case',
      file: source.file,
      line: first.line,
      name: named || nameAfter(part),
      ...(named && first.heading !== undefined && { title: first.heading }),
      protocol,
      isolation: part.some(({ argv }) => reachesBeyond(argv)) ? 'server' : 'keyspace',
      steps: named ? steps.map((step, i) => (i === 0 ? withoutComment(step) : step)) : steps,
    },
  ];
}

function withoutComment(step: ImportedStep | LeftOut): ImportedStep | LeftOut {
  if (step.kind === 'left-out') return step;
  const { comment, ...rest } = step;
  return rest;
}

// Enough to recognise the session by.
const NAMED_COMMANDS_MAX = 3;

function nameAfter(part: readonly Spoken[]): string {
  const names = part.map(({ argv }) => kebab(argv[0] ?? '')).filter((name) => name !== '');
  return [...new Set(names)].slice(0, NAMED_COMMANDS_MAX).join('-') || 'session';
}

/** What the steps so far say of the later ones. */
interface Memory {
  readonly protocol: Protocol;
  /** Commands that wait for EXEC. */
  queued: (readonly ByteString[])[];
  /** What the server made up → the step that it came in. */
  readonly madeUp: Map<ByteString, number>;
  /** Keys that hold what chance left in them. */
  readonly byChance: Set<ByteString>;
}

function stepsOf(
  source: Source,
  part: readonly Spoken[],
  protocol: Protocol,
): (ImportedStep | LeftOut)[] {
  const memory: Memory = { protocol, queued: [], madeUp: new Map(), byChance: new Set() };
  const steps: (ImportedStep | LeftOut)[] = [];
  for (const exchange of part) {
    const why = whyLeftOut(exchange);
    if (why !== undefined) {
      steps.push(leftOut(source, exchange, why));
      continue;
    }
    const send = exchange.argv.map((argument) => argumentOf(argument, memory.madeUp, steps));
    const claim = remember(exchange, memory, steps.length);
    steps.push({
      kind: 'step',
      send,
      ...(claim !== undefined && { reply: claim }),
      ...(exchange.heading !== undefined && { comment: exchange.heading }),
    });
  }
  return steps;
}

function whyLeftOut({ unusable, argv, reply }: Spoken): string | undefined {
  if (unusable !== undefined) return unusable;
  if (/^hello$/i.test(argv[0] ?? '')) return 'the case speaks its protocol from the first step on';
  const refused = typeof reply === 'object' && reply.type === 'error';
  if (!refused && knownName(argv) === undefined) {
    return `no server that Samewire knows has ${(argv[0] ?? '').toUpperCase()}`;
  }
  return whyNotSent(argv);
}

function leftOut({ file }: Source, { line, typed, reply }: Spoken, why: string): LeftOut {
  const shown = reply === undefined || reply === 'text' ? [] : [JSON.stringify(claimed(reply))];
  return { kind: 'left-out', file, line, what: utf8Text(typed) ?? typed, why, source: shown };
}

function claimed(reply: Reply): Claim {
  const claim = claimOf({ argv: [], reply, protocol: 3, madeUp: new Set() });
  return typeof claim === 'bigint' ? { int: String(claim) } : claim;
}

/** The argument, with a hole where it holds an id that an earlier step was given. */
function argumentOf(
  argument: ByteString,
  madeUp: Memory['madeUp'],
  steps: (ImportedStep | LeftOut)[],
): ImportedStep['send'][number] {
  const written = text(argument);
  if (typeof written !== 'string') return written;
  let filled = written;
  for (const [id, at] of madeUp) {
    const step = steps[at];
    if (step?.kind !== 'step' || !filled.includes(id)) continue;
    const name = step.save ?? nextName(steps);
    steps[at] = { ...step, save: name };
    filled = filled.replaceAll(id, `\${${name}}`);
  }
  return filled;
}

function nextName(steps: readonly (ImportedStep | LeftOut)[]): string {
  const taken = steps.filter((step) => 'save' in step).length;
  return taken === 0 ? 'id' : `id_${taken + 1}`;
}

function remember(exchange: Spoken, memory: Memory, at: number): Claim | undefined {
  const { argv, reply, protocol } = exchange;
  if (reply === undefined || protocol !== memory.protocol) return undefined;
  if (reply === 'text') return { any: true };
  if (reply.type === 'status' && reply.text === 'QUEUED') memory.queued.push(argv);
  else if (/^(?:multi|discard)$/i.test(argv[0] ?? '')) memory.queued = [];
  const queued = memory.queued;
  if (/^exec$/i.test(argv[0] ?? '')) {
    memory.queued = [];
    if (reply.type === 'array' && reply.items.length === queued.length) {
      return reply.items.map((item, i) => claimOne(queued[i] ?? [], item, memory, at));
    }
  }
  return claimOne(argv, reply, memory, at);
}

function claimOne(argv: readonly ByteString[], reply: Reply, memory: Memory, at: number): Claim {
  const waits = reply.type === 'status' && reply.text === 'QUEUED';
  if (waits) return { status: 'QUEUED' };
  const { madeUp, byChance, protocol } = memory;
  const byLuck = reply.type !== 'error' && keysIn(argv).some((key) => byChance.has(key));
  const told = { argv, reply, protocol, madeUp: new Set(madeUp.keys()) };
  if (/^spop$/i.test(argv[0] ?? '')) for (const key of keysIn(argv)) byChance.add(key);
  if (makesAnId(argv) && reply.type === 'bulk') madeUp.set(reply.text, at);
  return byLuck && !varies(argv)
    ? { any: reply.type === 'integer' ? 'int' : reply.type }
    : claimOf(told);
}
