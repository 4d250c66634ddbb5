/**
 * Cases of the public "compatibility test suite for Redis" (github.com/tair-opensource/resp-compatibility).
 *
 * Its file is a JSON array. What a case means is what its runner does with it, read on 2026-11-21:
 * - the database is emptied, then the commands are sent in RESP2, and each reply must equal its result;
 * - a command is split at every single space; a double quote opens and closes a part that may hold
 *   spaces, and nothing can be escaped; with `command_binary` \x00, \n, \" and the like are bytes first;
 * - a result is what a client makes of the reply: a string is a status or a bulk string, null either
 *   null, and an error never equals anything;
 * - with `sort_result` the lists that hold no list are compared sorted; with `float_result` the texts in
 *   lists that read as numbers need to agree within 0.01 only;
 * - these words count when they are there at all, whatever their value;
 * - `tags` says which kind of server the case is for, and `skipped` cases are not run.
 */
import { parseDocument } from 'yaml';
import { whyImpossible } from '../suite/lineages.ts';
import type { ByteString } from '../wire/reply.ts';
import { text } from './claim.ts';
import {
  ImportError,
  type ImportedCase,
  type ImportedStep,
  kebab,
  type LeftOut,
  type Source,
} from './imported.ts';
import { asJson, type Comparison, claimOfResult } from './peer-claim.ts';
import { splitPeerCommand } from './peer-command.ts';
import { knownName, reachesBeyond, whyNotSent } from './reach.ts';

export interface PeerCase {
  readonly entry: ImportedCase | LeftOut;
  /** The command that the case is about, as far as it sends one. */
  readonly subject: readonly ByteString[];
}

/** The cases of the file; throws an `ImportError` when it is not such a file at all. */
export function importPeer(source: Source): PeerCase[] {
  const tests = parse(source);
  const lines = linesOfItems(source.text);
  return tests.map((test, i) => importCase(source, test, lines[i] ?? 1));
}

function parse(source: Source): unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(source.text, exactIntegers as (key: string, value: unknown) => unknown);
  } catch (cause) {
    const { message } = cause as Error;
    const line = lineOfMistake(source.text);
    throw new ImportError(`not JSON: ${message}`, { source, line, cause });
  }
  if (!Array.isArray(value))
    throw new ImportError('not a JSON array of cases', { source, line: 1 });
  return value;
}

/** JSON.parse does not always say where; a YAML reader that only knows the words of JSON does. */
function lineOfMistake(json: string): number {
  const [first] = parseDocument(json, { schema: 'json', prettyErrors: false }).errors;
  return json.slice(0, first?.pos[0]).split('\n').length;
}

/** JSON.parse rounds integers beyond 2^53; a server does not. */
function exactIntegers(_: string, value: unknown, { source }: { source?: string }): unknown {
  const rounded = typeof value === 'number' && !Number.isSafeInteger(value);
  return rounded && source !== undefined && /^-?\d+$/.test(source) ? BigInt(source) : value;
}

/** The line that each item of the outermost array begins in. */
function linesOfItems(json: string): number[] {
  const lines: number[] = [];
  let depth = 0;
  let line = 1;
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}\n]|[^\s"[\]{},:]+/g)) {
    if (token === '\n') line += 1;
    if (depth === 1 && /^[^}\]\n]/.test(token)) lines.push(line);
    if (token === '{' || token === '[') depth += 1;
    if (token === '}' || token === ']') depth -= 1;
  }
  return lines;
}

interface Test extends Comparison {
  readonly name: string;
  readonly command: readonly string[];
  readonly result: readonly unknown[];
  readonly since: string;
  readonly tags?: unknown;
}

function isTest(value: unknown): value is Test {
  const { name, command, result, since } = (value ?? {}) as Partial<Record<string, unknown>>;
  const texts = Array.isArray(command) && command.every((line) => typeof line === 'string');
  return typeof name === 'string' && texts && Array.isArray(result) && typeof since === 'string';
}

function importCase(source: Source, test: unknown, line: number): PeerCase {
  const leaveOut = (what: string, why: string, said: readonly string[]): PeerCase => ({
    entry: { kind: 'left-out', file: source.file, line, what, why, source: said },
    subject: [],
  });
  if (!isTest(test)) {
    return leaveOut('a case', 'it needs name, command, result and since', [asJson(test)]);
  }
  const commands = test.command.map((written) =>
    splitPeerCommand(written, 'command_binary' in test),
  );
  const sent = commands.filter((argv) => argv !== undefined);
  const subject = subjectOf(test, sent);
  const claims = test.command.map((_, i) => claimOfResult(test, sent[i] ?? [], test.result[i]));
  const why = whyLeftOut(test, commands) ?? claims.find((claim) => 'why' in claim)?.why;
  if (why !== undefined) return { ...leaveOut(test.name, why, saidIn(test)), subject };
  const since = sinceOf(test.since);
  return {
    subject,
    entry: {
      kind: 'case',
      file: source.file,
      line,
      name: kebab(test.name) || 'case',
      title: test.name.replace(/\s+/g, ' ').trim() || 'case',
      ...(since !== undefined && { since: { redis: since } }),
      protocol: 2,
      isolation: sent.some(reachesBeyond) ? 'server' : 'keyspace',
      steps: sent.map((argv, i): ImportedStep => {
        const claim = claims[i];
        const reply = claim !== undefined && 'claim' in claim ? { reply: claim.claim } : {};
        return { kind: 'step', send: argv.map(text), ...reply };
      }),
    },
  };
}

function saidIn({ command, result }: Test): string[] {
  return command.map((written, i) => `${written} → ${asJson(result[i] ?? null)}`);
}

function whyLeftOut(
  test: Test,
  commands: readonly (readonly ByteString[] | undefined)[],
): string | undefined {
  if ('skipped' in test) return 'skipped in the source';
  if ('tags' in test && test.tags === 'cluster') return 'it is for a cluster (tags: cluster)';
  if (commands.length === 0) return 'it sends nothing';
  if (test.result.length < commands.length) return 'it has fewer results than commands';
  for (const argv of commands) {
    if (argv === undefined) return 'a command has an escape that is not finished';
    if (knownName(argv) === undefined)
      return `no server that Samewire knows has ${argv[0]?.toUpperCase()}`;
    const why = whyNotSent(argv);
    if (why !== undefined) return why;
  }
  return whyNoVersion(test.since);
}

function whyNoVersion(since: string): string | undefined {
  const version = sinceOf(since);
  if (version === undefined) return `since ${JSON.stringify(since)} is no version`;
  const why = whyImpossible('redis', version);
  return why === undefined ? undefined : `since ${since}: ${why}`;
}

/** `6.2.0` is 6.2, the version that suites name. */
function sinceOf(written: string): string | undefined {
  const [, minor, patch] = /^(\d+\.\d+)(?:\.(\d+))?$/.exec(written) ?? [];
  return patch === undefined || Number(patch) === 0 ? minor : written;
}

/** The command that the name of the case begins with, or else the last one sent. */
function subjectOf({ name }: Test, sent: readonly ByteString[][]): readonly ByteString[] {
  const words = name.toLowerCase().split(/[\s|]+/);
  return sent.findLast(([command = '']) => command.toLowerCase() === words[0]) ?? sent.at(-1) ?? [];
}
