/**
 * Which arguments of a command are keys, as servers describe it.
 * Source: https://redis.io/docs/latest/develop/reference/key-specs/
 */
import written from '../../suites/schema/key-specs.json' with { type: 'json' };
import type { ByteString } from '../wire/reply.ts';

/** Where keys begin: at an argument, or after a keyword that is looked for from an argument on. */
type Begin = { readonly index: number } | { readonly keyword: string; readonly startFrom: number };

/** Which arguments from there on are keys: a range, or as many as an argument counts. */
type Find =
  | { readonly last: number; readonly step: number; readonly limit: number }
  | { readonly numberAt: number; readonly first: number; readonly step: number };

export type KeySpec = Begin & Find;

export type KeySpecs = Readonly<
  Record<string, { readonly group: string; readonly keys: readonly KeySpec[] }>
>;

const SPECS: KeySpecs = written as KeySpecs;

/** The group that COMMAND DOCS puts a command with keys in; `undefined` when it has none. */
export function groupOf(argv: readonly ByteString[]): string | undefined {
  return entryOf(argv)?.group;
}

/** The keys that the command names, in the order of its arguments; none when it cannot be told. */
export function keysIn(argv: readonly ByteString[]): ByteString[] {
  const positions = (entryOf(argv)?.keys ?? []).flatMap((spec) => positionsOf(spec, argv));
  return [...new Set(positions)].toSorted((a, b) => a - b).map((at) => argv[at] as ByteString);
}

function entryOf([name = '', sub = '']: readonly ByteString[]): KeySpecs[string] | undefined {
  const command = name.toLowerCase();
  return SPECS[command] ?? SPECS[`${command}|${sub.toLowerCase()}`];
}

function positionsOf(spec: KeySpec, argv: readonly ByteString[]): number[] {
  const begin = 'index' in spec ? spec.index : afterKeyword(spec, argv);
  if (begin === undefined || begin >= argv.length) return [];
  const positions: number[] = [];
  if ('numberAt' in spec) {
    const count = Math.min(Number(argv[begin + spec.numberAt]), argv.length);
    for (let i = 0; i < count; i++) positions.push(begin + spec.first + i * spec.step);
  } else {
    const last = lastOf(spec, begin, argv.length);
    for (let at = begin; at <= last; at += spec.step) positions.push(at);
  }
  return positions.filter((at) => at < argv.length);
}

/** A negative `last` counts from the end; with a limit of n, one nth of what is left are keys. */
function lastOf(
  { last, limit }: { readonly last: number; readonly limit: number },
  begin: number,
  length: number,
): number {
  if (last >= 0) return begin + last;
  if (limit <= 1) return length + last;
  return begin + Math.floor((length - begin) / limit) - 1;
}

/** The position after the keyword; a negative start searches backwards from the end. */
function afterKeyword(
  { keyword, startFrom }: { readonly keyword: string; readonly startFrom: number },
  argv: readonly ByteString[],
): number | undefined {
  const isKeyword = (argument: ByteString): boolean => argument.toUpperCase() === keyword;
  const found =
    startFrom > 0
      ? argv.findIndex((argument, i) => i >= startFrom && isKeyword(argument))
      : argv.findLastIndex((argument, i) => i <= argv.length + startFrom && isKeyword(argument));
  return found < 0 ? undefined : found + 1;
}
