/**
 * A transcript as cases.
 *
 * exchanges (as redis-cli or telnet shows them) → the protocol of each → cases → their steps, with what
 * the reply says of the next run.
 */
import type { ByteString, Protocol, Reply } from '../wire/reply.ts';
import type { Exchange, Spoken } from './exchange.ts';
import {
  ImportError,
  type ImportedCase,
  type ImportedStep,
  kebab,
  type LeftOut,
  type Source,
} from './imported.ts';
import { reachesBeyond } from './reach.ts';
import { hasPrompts, readRedisCli } from './redis-cli-transcript.ts';
import { splitIntoCases } from './split-cases.ts';
import { readTelnet } from './telnet-transcript.ts';
import { stepsOf } from './transcript-steps.ts';

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
  return { entries, sent: entries.flatMap(sentIn) };
}

function sentIn(entry: ImportedCase | LeftOut): ByteString[][] {
  const steps = entry.kind === 'case' ? entry.steps.filter((step) => step.kind === 'step') : [];
  return steps.map(({ send }) => send.map((word) => (typeof word === 'string' ? word : '')));
}

// Colours and cursor movements that `script` and terminals leave in what they record.
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what they begin with
const ESCAPE_SEQUENCE = /\x1b\[[\d;?]*[a-z]/gi;

function readExchanges(source: Source): readonly Exchange[] {
  const lines = source.text.replace(ESCAPE_SEQUENCE, '').split('\n');
  const bare = lines.map((line) => line.replace(/\r+$/, ''));
  const exchanges = hasPrompts(bare) ? readRedisCli(bare) : readTelnet(source, lines);
  if (exchanges.length === 0) {
    throw new ImportError('neither a prompt of redis-cli nor a command with its reply', {
      source,
      line: 1,
    });
  }
  return exchanges;
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
