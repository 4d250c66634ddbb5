import { encode } from '../../wire/encode.ts';
import type { Pair, Protocol, Reply } from '../../wire/reply.ts';
import type { Matcher, Moment } from '../matcher.ts';
import { plainText } from '../notation.ts';
import type { MapReply } from '../suite-file.generated.ts';
import { type Assignment, assign } from './assignment.ts';
import { ANY_MOMENT, type Compile, holds, missing } from './compiling.ts';

interface Entry {
  readonly key: Matcher;
  readonly value: Matcher;
}

/** `{ map: { f: v } }`: a map in RESP3, a flat array in RESP2, its entries in any order. */
export const map: Compile<MapReply> = ({ map }, protocol, inner): Matcher => {
  const pairs = Array.isArray(map) ? map : Object.entries(map);
  const entries = pairs.map(([key, value]) => ({ key: inner(key), value: inner(value) }));
  return {
    says: `{ map: ${Array.isArray(map) ? saysPairs(entries) : saysFields(Object.keys(map), entries)} }`,
    open: entries.length > 1 || entries.some(({ key, value }) => key.open || value.open),
    nearest: (reply, moment) => nearestMap(entries, reply, protocol, moment),
    mask: (reply) => maskMap(entries, reply),
  };
};

function saysPairs(entries: readonly Entry[]): string {
  return `[${entries.map(({ key, value }) => `[${key.says}, ${value.says}]`).join(', ')}]`;
}

export function saysFields(fields: readonly string[], entries: readonly Entry[]): string {
  if (fields.length === 0) return '{}';
  return `{ ${fields.map((field, i) => `${plainText(field)}: ${entries[i]?.value.says}`).join(', ')} }`;
}

/** The pairs of a map or of a flat array; `undefined` where there are none. */
export function pairsOf(reply: Reply): readonly Pair[] | undefined {
  if (reply.type === 'map') return reply.entries;
  if (!('items' in reply) || reply.items.length % 2 === 1) return undefined;
  const { items } = reply;
  return items.flatMap((key, i) => {
    const value = items[i + 1];
    return i % 2 === 0 && value !== undefined ? [[key, value] as const] : [];
  });
}

function pairUp(entries: readonly Entry[], pairs: readonly Pair[], moment: Moment): Assignment {
  const keyHolds = (e: number, p: number): boolean => {
    const [entry, pair] = [entries[e], pairs[p]];
    return entry !== undefined && pair !== undefined && holds(entry.key, pair[0], moment);
  };
  const valueHolds = (e: number, p: number): boolean => {
    const [entry, pair] = [entries[e], pairs[p]];
    return entry !== undefined && pair !== undefined && holds(entry.value, pair[1], moment);
  };
  const accepts = (e: number, p: number) => keyHolds(e, p) && valueHolds(e, p);
  return assign(entries.length, pairs.length, accepts, keyHolds);
}

function nearestMap(
  entries: readonly Entry[],
  reply: Reply,
  protocol: Protocol,
  moment: Moment,
): Reply {
  const pairs = pairsOf(reply) ?? [];
  const { byItem, left } = pairUp(entries, pairs, moment);
  const wanted = pairs.flatMap((pair, p) => {
    const entry = entries[byItem[p] ?? -1];
    return entry === undefined ? [] : [nearestPair(entry, pair, moment)];
  });
  for (const e of left) {
    const entry = entries[e];
    if (entry) wanted.push([missing(entry.key, moment), missing(entry.value, moment)]);
  }
  const same =
    reply.type === (protocol === 3 ? 'map' : 'array') &&
    pairsOf(reply) !== undefined &&
    wanted.length === pairs.length &&
    wanted.every((pair, p) => pair === pairs[p]);
  return same ? reply : mapOf(reply, wanted, protocol);
}

/** The pair itself when key and value both hold. */
function nearestPair({ key, value }: Entry, pair: Pair, moment: Moment): Pair {
  const wanted: Pair = [key.nearest(pair[0], moment), value.nearest(pair[1], moment)];
  return wanted[0] === pair[0] && wanted[1] === pair[1] ? pair : wanted;
}

export function mapOf(reply: Reply, entries: readonly Pair[], protocol: Protocol): Reply {
  const attributes = reply.attributes === undefined ? {} : { attributes: reply.attributes };
  return protocol === 3
    ? { type: 'map', entries, ...attributes }
    : { type: 'array', items: entries.flat(), ...attributes };
}

/** Each pair masked by the entry that it goes with, all in an order that only the bytes decide. */
function maskMap(entries: readonly Entry[], reply: Reply): Reply {
  const pairs = pairsOf(reply);
  if (pairs === undefined) return reply;
  const { byItem } = pairUp(entries, pairs, ANY_MOMENT);
  const masked = pairs.map((pair, p): Pair => {
    const entry = entries[byItem[p] ?? -1];
    return entry === undefined ? pair : [entry.key.mask(pair[0]), entry.value.mask(pair[1])];
  });
  const sorted = masked
    .map((pair) => ({ pair, bytes: encode(pair[0], 3) + encode(pair[1], 3) }))
    .toSorted((a, b) => Number(a.bytes > b.bytes) - Number(a.bytes < b.bytes))
    .map(({ pair }) => pair);
  if (reply.type === 'map') return { ...reply, entries: sorted };
  return 'items' in reply ? { ...reply, items: sorted.flat() } : reply;
}
