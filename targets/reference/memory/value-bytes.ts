/**
 * What a value would take in 7.2, as MEMORY USAGE estimates it: the structures of its encoding, and
 * the elements by a sample of them. Nothing here lies in memory that way; the number serves to
 * compare keys, and to hold `maxmemory`.
 */
import type { Entry } from '../keyspace.ts';
import type { Value } from '../value.ts';
import { LISTPACK_OVERHEAD, listpackEntrySize } from '../values/listpack.ts';
import { allocated, stringBytes } from './allocation.ts';

const OBJECT = 16;
const DICTIONARY = 56;
const POINTER = 8;
const DICTIONARY_ENTRY = 24;
const QUICKLIST = 40;
const QUICKLIST_NODE = 32;
// The head of a skip list has all of its levels.
const SKIP_LIST = 16 + 32 + 640;
const SKIP_LIST_NODE = 48;
const STREAM = 600;
const INTSET_HEADER = 8;

/** The number of elements that are looked at when nobody says how many. */
export const SAMPLES = 5;

/** The bytes of a key with its value; `samples` elements are looked at, or all of them. */
export function entryBytes({ key, value }: Entry, samples: number): number {
  return valueBytes(value, samples) + stringBytes(key.length) + DICTIONARY_ENTRY;
}

function valueBytes(value: Value, samples: number): number {
  switch (value.type) {
    case 'string':
      return textBytes(value.encoding, value.size);
    case 'list':
      return OBJECT + listBytes(value, samples);
    case 'hash':
      return OBJECT + hashBytes(value, samples);
    case 'set':
      return OBJECT + setBytes(value, samples);
    case 'zset':
      return OBJECT + sortedSetBytes(value, samples);
    case 'stream':
      return OBJECT + STREAM + streamNodes(value.size);
  }
}

function textBytes(encoding: string, length: number): number {
  if (encoding === 'int') return OBJECT;
  return encoding === 'embstr' ? allocated(OBJECT + 3 + length + 1) : OBJECT + stringBytes(length);
}

// A node of a stream is allocated whole.
const STREAM_NODE = 4096;
const STREAM_NODE_ENTRIES = 100;

function streamNodes(size: number): number {
  return STREAM_NODE * Math.max(1, Math.ceil(size / STREAM_NODE_ENTRIES));
}

type ValueLike<T extends Value['type']> = Extract<Value, { type: T }>;

function listBytes(list: ValueLike<'list'>, samples: number): number {
  const packed = sum(list, samples, (index) => listpackEntrySize(list.at(index) ?? ''));
  if (list.encoding === 'listpack') return allocated(LISTPACK_OVERHEAD + packed);
  return QUICKLIST + list.nodes.length * (QUICKLIST_NODE + LISTPACK_OVERHEAD) + packed;
}

function hashBytes(hash: ValueLike<'hash'>, samples: number): number {
  const isPacked = hash.encoding === 'listpack';
  const elements = sum(hash, samples, (index) => {
    const field = hash.at(index);
    const [name, text] = [field?.key ?? '', field?.value ?? ''];
    return isPacked
      ? listpackEntrySize(name) + listpackEntrySize(text)
      : stringBytes(name.length) + stringBytes(text.length);
  });
  return isPacked ? allocated(LISTPACK_OVERHEAD + elements) : tableBytes(hash.size) + elements;
}

function setBytes(set: ValueLike<'set'>, samples: number): number {
  if (set.encoding === 'intset') {
    return allocated(INTSET_HEADER + set.size * integerBytes(set));
  }
  const isPacked = set.encoding === 'listpack';
  const elements = sum(set, samples, (index) => {
    const member = set.at(index) ?? '';
    return isPacked ? listpackEntrySize(member) : stringBytes(member.length);
  });
  return isPacked ? allocated(LISTPACK_OVERHEAD + elements) : tableBytes(set.size) + elements;
}

/** All integers of an intset are as wide as the widest. */
function integerBytes(set: ValueLike<'set'>): number {
  const members = set.members();
  const widest = Math.max(...[members[0], members.at(-1)].map((text) => Math.abs(Number(text))));
  if (widest < 2 ** 15) return 2;
  return widest < 2 ** 31 ? 4 : 8;
}

function sortedSetBytes(set: ValueLike<'zset'>, samples: number): number {
  const isPacked = set.encoding === 'listpack';
  const elements = sum(set, samples, (index) => {
    const scored = set.at(index);
    const [member, score] = [scored?.key ?? '', scored?.score ?? 0];
    return isPacked
      ? listpackEntrySize(member) + listpackEntrySize(String(score))
      : stringBytes(member.length) + SKIP_LIST_NODE;
  });
  if (isPacked) return allocated(LISTPACK_OVERHEAD + elements);
  return SKIP_LIST + tableBytes(set.size) + elements;
}

function tableBytes(size: number): number {
  const slots = 2 ** Math.max(2, Math.ceil(Math.log2(Math.max(1, size))));
  return DICTIONARY + slots * POINTER + size * DICTIONARY_ENTRY;
}

/** What all elements take together, from evenly spaced ones. */
function sum(
  value: { readonly size: number },
  samples: number,
  measure: (index: number) => number,
): number {
  const { size } = value;
  const count = Math.min(size, samples);
  let bytes = 0;
  for (let sample = 0; sample < count; sample += 1) {
    bytes += measure(Math.floor((sample * size) / count));
  }
  return count === 0 ? 0 : Math.round((bytes / count) * size);
}
