/** Short spellings of the replies that commands make. */
import type { ByteString, Pair, Reply } from '../../harness/wire/reply.ts';
import { formatDouble } from './values/grisu.ts';

export const OK: Reply = { type: 'status', text: 'OK' };
export const QUEUED: Reply = { type: 'status', text: 'QUEUED' };
/** `$-1` in RESP2. */
export const NULL: Reply = { type: 'null', sentAs: '$-1' };
/** `*-1` in RESP2. */
export const NULL_ARRAY: Reply = { type: 'null', sentAs: '*-1' };
export const EMPTY_ARRAY: Reply = { type: 'array', items: [] };
export const ZERO: Reply = { type: 'integer', value: 0 };
export const ONE: Reply = { type: 'integer', value: 1 };

export function status(text: ByteString): Reply {
  return { type: 'status', text };
}

/** Errors quote what clients send; a line break in it must not end the reply. */
export function error(text: ByteString): Reply {
  return { type: 'error', text: /[\r\n]/.test(text) ? text.replace(/[\r\n]/g, ' ') : text };
}

export function integer(value: number | bigint): Reply {
  return { type: 'integer', value };
}

export function integerOrNull(value: number | bigint | undefined): Reply {
  return value === undefined ? NULL : { type: 'integer', value };
}

export function bulk(text: ByteString): Reply {
  return { type: 'bulk', text };
}

export function bulkOrNull(text: ByteString | undefined): Reply {
  return text === undefined ? NULL : { type: 'bulk', text };
}

export function array(items: readonly Reply[]): Reply {
  return { type: 'array', items };
}

export function bulks(texts: Iterable<ByteString>): Reply {
  // A plain loop: Array.from with a function takes three times as long, which LRANGE would show.
  const items: Reply[] = [];
  for (const text of texts) items.push({ type: 'bulk', text });
  return { type: 'array', items };
}

export function set(items: readonly Reply[]): Reply {
  return { type: 'set', items };
}

export function map(entries: readonly Pair[]): Reply {
  return { type: 'map', entries };
}

/** A map with bulk keys from an object. */
export function record(fields: Readonly<Record<ByteString, Reply>>): Reply {
  return { type: 'map', entries: Object.entries(fields).map(([key, value]) => [bulk(key), value]) };
}

export function double(value: number): Reply {
  return { type: 'double', text: formatDouble(value) };
}

export function verbatim(text: ByteString): Reply {
  return { type: 'verbatim', format: 'txt', text };
}
