/**
 * A suite's YAML as plain values, with the place of each of them.
 *
 * Two readings of scalars are ours, for suites are about what is on the wire. Where text is meant
 * (arguments, versions, names) a scalar is its source: `007`, `1e3`, `~` and `yes` stay as they are.
 * In a reply `3` is an integer, `null` a null, `true` a boolean; what YAML readers disagree about
 * (`~`, `007`, `1e3`, `0x1f`) has to be quoted.
 */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type ParsedNode,
  parseDocument,
  type Scalar,
} from 'yaml';
import type { Place } from './case.ts';
import { isAmbiguous } from './notation.ts';
import { SuiteError } from './suite-error.ts';

export type Path = readonly (string | number)[];

export interface Loaded {
  /** `undefined` when the text is not YAML. */
  readonly value: unknown;
  /** Where the value at the path stands; the nearest one above it when there is none. */
  place(path: Path): Place;
  /** Where the key of the value at the path stands. */
  placeOfKey(path: Path): Place;
  /** What is wrong with the YAML itself, or with how a scalar is written. */
  readonly errors: readonly SuiteError[];
}

/** Reads the text of a suite file; `file` is only for places. */
export function load(file: string, text: string): Loaded {
  const lineCounter = new LineCounter();
  // With `failsafe` every scalar is text, and what it means is decided here.
  const document = parseDocument(text, { lineCounter, schema: 'failsafe', prettyErrors: false });
  const placeAt = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const errors = [...document.errors, ...document.warnings].map(
    (error) => new SuiteError(placeAt(error.pos[0]), `not YAML: ${sentence(error.message)}`),
  );
  const root = document.contents;
  const report: Report = (node, problem, remedy) =>
    errors.push(new SuiteError(placeAt(node.range[0]), problem, { remedy }));
  return {
    value: errors.length > 0 ? undefined : read(root, 'text', report),
    errors,
    place: (path) => placeAt(nodeAt(root, path)?.range[0] ?? 0),
    placeOfKey: (path) => placeAt(keyAt(root, path)?.range[0] ?? 0),
  };
}

function sentence(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}

/** The node at the path, or the last one on the way to it. */
function nodeAt(root: ParsedNode | null, path: Path): ParsedNode | null {
  let node = root;
  for (const step of path) {
    const key = isMap(node) ? String(step) : step;
    const next = isMap(node) || isSeq(node) ? (node.get(key, true) as ParsedNode | null) : null;
    if (!next) return node;
    node = next;
  }
  return node;
}

function keyAt(root: ParsedNode | null, path: Path): ParsedNode | null {
  const parent = nodeAt(root, path.slice(0, -1));
  const pair = isMap(parent)
    ? parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1))
    : undefined;
  return (pair?.key as ParsedNode | undefined) ?? parent;
}

/** How the scalars under a word are read. */
type Reading = 'text' | 'reply' | 'number';

const READING: Readonly<Record<string, Reading>> = {
  reply: 'reply',
  resp2: 'reply',
  resp3: 'reply',
  receive: 'reply',
  pending: 'reply',
  closed: 'reply',
  times: 'number',
  protocols: 'number',
};

/** The same for the words of replies, which mean nothing in the other places. */
const READING_IN_REPLY: Readonly<Record<string, Reading>> = {
  status: 'text',
  error: 'text',
  int: 'text',
  double: 'text',
  big: 'text',
  verbatim: 'text',
  hex: 'text',
  match: 'text',
  null: 'text',
  ttl: 'text',
  range: 'number',
  approx: 'number',
  within: 'number',
  length: 'number',
};

type Report = (node: ParsedNode, problem: string, remedy: string) => void;

function read(node: ParsedNode | null, reading: Reading, report: Report, word?: string): unknown {
  if (isMap(node)) return readMap(node.items, reading, report, word);
  if (isSeq(node)) return readList(node.items as ParsedNode[], reading, report, word);
  if (isScalar(node)) return readScalar(node, reading, report);
  if (isAlias(node)) report(node, `\`*${node.source}\` is an alias`, 'Write the value out.');
  return null;
}

function readMap(
  pairs: readonly { readonly key: unknown; readonly value: unknown }[],
  reading: Reading,
  report: Report,
  word: string | undefined,
): Record<string, unknown> {
  // The keys of `map: { … }` are fields, which may be called like any word.
  const fields = word === 'map' && reading === 'reply';
  const entries = pairs.flatMap(({ key, value }): [string, unknown][] => {
    const keyNode = key as ParsedNode;
    if (!isScalar(keyNode)) {
      report(keyNode, 'a list or a map as a key', 'Write `map: [[key, value]]`.');
      return [];
    }
    const name = String(keyNode.value);
    const inner = fields ? reading : readingUnder(name, reading);
    if (value === null) return [[name, nothing(keyNode, report)]];
    return [[name, read(value as ParsedNode, inner, report, name)]];
  });
  return Object.fromEntries(entries);
}

function readList(
  items: readonly ParsedNode[],
  reading: Reading,
  report: Report,
  word: string | undefined,
): unknown[] {
  if (word !== 'repeat') return items.map((item) => read(item, reading, report));
  return items.map((item, i) => read(item, i === 1 ? 'number' : 'text', report));
}

function readScalar(node: Scalar.Parsed, reading: Reading, report: Report): unknown {
  const written = String(node.value);
  if (node.tag !== undefined) {
    report(node, `\`${node.tag}\` is a tag`, 'Write the value without it.');
  }
  if (node.type !== 'PLAIN') return written;
  if (written === '') return nothing(node, report);
  if (reading === 'number') return numberFrom(written);
  return reading === 'text' ? written : replyScalar(node, written, report);
}

function replyScalar(node: ParsedNode, written: string, report: Report): unknown {
  if (written === 'null') return null;
  if (written === 'true' || written === 'false') return written === 'true';
  if (/^(?:0|-?[1-9]\d*)$/.test(written)) {
    const value = Number(written);
    return Number.isSafeInteger(value) ? value : BigInt(written);
  }
  if (isAmbiguous(written)) {
    const remedy = `Write "${written}" for a bulk string${remedyFor(written)}.`;
    report(node, `\`${written}\` can be read as text or not`, remedy);
  }
  return written;
}

function nothing(node: ParsedNode, report: Report): string {
  report(node, 'a value is missing', 'Write `null` for a null and `""` for no text.');
  return '';
}

function readingUnder(word: string, reading: Reading): Reading {
  return (reading === 'reply' ? READING_IN_REPLY[word] : READING[word]) ?? reading;
}

/** A number where YAML 1.2 has one; otherwise the text, for the schema to refuse. */
function numberFrom(written: string): unknown {
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(written) ? Number(written) : written;
}

function remedyFor(written: string): string {
  if (/^(?:~|null)$/i.test(written)) return ', `null` for a null';
  if (/^(?:true|false)$/i.test(written)) return `, \`${written.toLowerCase()}\` for a boolean`;
  return Number.isInteger(Number(written))
    ? `, ${Number(written)} for an integer, \`{ double: ${written} }\` for a double`
    : `, \`{ double: ${written} }\` for a double`;
}
