/** The keys among the arguments of a command, by its key specifications. */
import type { ByteString } from '../../harness/wire/reply.ts';
import type { CommandFacts } from './command.ts';
import type { KeySpec } from './key-spec.ts';
import { parseInteger } from './numbers.ts';

export interface FoundKey {
  readonly key: ByteString;
  readonly flags: readonly string[];
}

/** Shard channels are found like keys, for a cluster to route by, and are none. */
function isOfKeys({ flags }: KeySpec): boolean {
  return !flags.includes('not_key');
}

export function takesKeys({ keys = [] }: CommandFacts): boolean {
  return keys.some(isOfKeys);
}

/** `'invalid'` when there is no key where there should be one, or a count of keys is wrong. */
export function findKeys(
  facts: CommandFacts,
  argv: readonly ByteString[],
): readonly FoundKey[] | 'invalid' {
  const found: FoundKey[] = [];
  for (const spec of facts.keys ?? []) {
    if (!isOfKeys(spec)) continue;
    const indexes = indexesOf(spec, argv);
    if (indexes === 'invalid') return 'invalid';
    for (const index of indexes) found.push({ key: argv[index] ?? '', flags: spec.flags });
  }
  return found;
}

function indexesOf(spec: KeySpec, argv: readonly ByteString[]): readonly number[] | 'invalid' {
  const begin = beginOf(spec, argv);
  if (begin === undefined || spec.find.kind === 'unknown') return [];
  if (spec.find.kind === 'range') {
    const { last, step, limit } = spec.find;
    const end = last >= 0 ? begin + last : argv.length + last;
    const fraction = limit > 1 ? Math.floor((end - begin + 1) / limit) : end - begin + 1;
    return steps({ from: begin, to: begin + fraction - 1, step }, argv);
  }
  const { count, first, step } = spec.find;
  const text = argv[begin + count] ?? '';
  const keys = parseInteger(text) ?? leadingNumber(text);
  const from = begin + first;
  return steps({ from, to: from + (keys - 1) * step, step }, argv);
}

/** What 7.2 falls back to for a count that is no integer: the digits in front of it, at least 1. */
function leadingNumber(text: ByteString): number {
  const number = Number.parseInt(text, 10);
  return number >= 1 ? number : -1;
}

function beginOf({ begin }: KeySpec, argv: readonly ByteString[]): number | undefined {
  if (begin.kind === 'index') return begin.index;
  if (begin.kind === 'unknown') return undefined;
  const backwards = begin.from < 0;
  const from = backwards ? argv.length + begin.from : begin.from;
  for (let index = from; index > 0 && index < argv.length; index += backwards ? -1 : 1) {
    if (argv[index]?.toUpperCase() !== begin.keyword) continue;
    // A keyword with nothing behind it is none.
    return index + 1 < argv.length ? index + 1 : undefined;
  }
  return undefined;
}

interface Steps {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

function steps({ from, to, step }: Steps, argv: readonly ByteString[]) {
  if (to < from || to >= argv.length) return 'invalid';
  const indexes: number[] = [];
  for (let index = from; index <= to; index += step) indexes.push(index);
  return indexes;
}

/** First key, last key and step, as COMMAND told before there were key specifications. */
export function legacyRange(facts: CommandFacts): readonly [number, number, number] {
  let [first, last, step] = [0, 0, 0];
  for (const { begin, find } of facts.keys ?? []) {
    if (begin.kind !== 'index' || find.kind !== 'range') continue;
    const from = begin.index;
    const to = find.last >= 0 ? from + find.last : find.last;
    // Only ranges that touch can be told as one.
    if (first !== 0 && from !== last + 1) continue;
    [first, last, step] = [first === 0 ? from : first, to, find.step];
  }
  return [first, last, step];
}
