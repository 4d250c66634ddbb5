/**
 * Bytes to values, from every form that Redis 6.0 to 7.2 writes. One table, opcode → reader. The
 * bytes come from a client: whatever is wrong with them throws `MalformedValue`.
 */
import type { ByteString } from '../wire/reply.ts';
import type { Cursor } from './cursor.ts';
import { readIntset } from './intset.ts';
import { readLength } from './length.ts';
import { readListpack } from './listpack.ts';
import { malformed } from './malformed.ts';
import { NODE, OPCODE } from './opcode.ts';
import { readStream } from './read-stream.ts';
import { readScoreText, scoreOf } from './score.ts';
import { readBytes, readString } from './string.ts';
import type { FieldValue, RdbValue, Scored } from './value.ts';
import { readZiplist } from './ziplist.ts';

/** The value that begins at the cursor. */
export function decodeValue(cursor: Cursor): RdbValue {
  const opcode = cursor.uint8();
  const read = READERS.get(opcode) ?? malformed(`values of type ${opcode} are not known`);
  return refuseEmptyAndTwins(read(cursor));
}

type Reader = (cursor: Cursor) => RdbValue;

const READERS: ReadonlyMap<number, Reader> = new Map<number, Reader>([
  [OPCODE.string, (cursor) => ({ type: 'string', text: readString(cursor) })],

  [OPCODE.list, (cursor) => list([repeat(cursor, readString)])],
  [OPCODE.listZiplist, (cursor) => list([readZiplist(readBytes(cursor))])],
  [OPCODE.listQuicklist, (cursor) => list(repeat(cursor, (at) => readZiplist(readBytes(at))))],
  [OPCODE.listQuicklist2, (cursor) => list(repeat(cursor, readNode))],

  [OPCODE.set, (cursor) => set('hashtable', repeat(cursor, readString))],
  [OPCODE.setIntset, (cursor) => set('intset', readIntset(readBytes(cursor)))],
  [OPCODE.setListpack, (cursor) => set('listpack', readListpack(readBytes(cursor)))],

  [OPCODE.hash, (cursor) => hash('hashtable', repeat(cursor, readField))],
  [OPCODE.hashZiplist, (cursor) => hash('listpack', pairs(readZiplist(readBytes(cursor))))],
  [OPCODE.hashListpack, (cursor) => hash('listpack', pairs(readListpack(readBytes(cursor))))],

  [OPCODE.zset, (cursor) => zset('skiplist', repeat(cursor, readWithScoreText))],
  [OPCODE.zset2, (cursor) => zset('skiplist', repeat(cursor, readWithDouble))],
  [OPCODE.zsetZiplist, (cursor) => zset('listpack', scored(readZiplist(readBytes(cursor))))],
  [OPCODE.zsetListpack, (cursor) => zset('listpack', scored(readListpack(readBytes(cursor))))],

  [OPCODE.stream, readStream(1)],
  [OPCODE.stream2, readStream(2)],
  [OPCODE.stream3, readStream(3)],
]);

type Of<T extends RdbValue['type']> = Extract<RdbValue, { type: T }>;

function list(nodes: Of<'list'>['nodes']): RdbValue {
  return { type: 'list', nodes: nodes.filter((node) => node.length > 0) };
}

function set(form: Of<'set'>['form'], members: Of<'set'>['members']): RdbValue {
  return { type: 'set', form, members };
}

function hash(form: Of<'hash'>['form'], fields: Of<'hash'>['fields']): RdbValue {
  return { type: 'hash', form, fields };
}

/** In the order of the bytes, which for `skiplist` is usually from the highest score down. */
function zset(form: Of<'zset'>['form'], members: Of<'zset'>['members']): RdbValue {
  if (members.some(([, score]) => Number.isNaN(score))) malformed('a score that is no number');
  return { type: 'zset', form, members: form === 'skiplist' ? members.toReversed() : members };
}

/** A count and as many items. The cursor ends a count that lies: each item takes a byte. */
function repeat<Item>(cursor: Cursor, read: (cursor: Cursor) => Item): Item[] {
  const items: Item[] = [];
  for (let left = readLength(cursor); left > 0; left -= 1) items.push(read(cursor));
  return items;
}

function readNode(cursor: Cursor): ByteString[] {
  const container = readLength(cursor);
  if (container === NODE.plain) return [readString(cursor)];
  if (container === NODE.packed) return readListpack(readBytes(cursor));
  return malformed(`no node of a list is of kind ${container}`);
}

function readField(cursor: Cursor): FieldValue {
  return [readString(cursor), readString(cursor)];
}

function readWithScoreText(cursor: Cursor): Scored {
  return [readString(cursor), readScoreText(cursor)];
}

function readWithDouble(cursor: Cursor): Scored {
  return [readString(cursor), cursor.double()];
}

function pairs(elements: readonly ByteString[]): FieldValue[] {
  if (elements.length % 2 !== 0) malformed('an odd number of elements where pairs must be');
  return Array.from({ length: elements.length / 2 }, (_, n) => [
    elements[2 * n] ?? '',
    elements[2 * n + 1] ?? '',
  ]);
}

function scored(elements: readonly ByteString[]): Scored[] {
  return pairs(elements).map(([member, text]) => [member, scoreOf(text)]);
}

/** A collection without elements cannot exist, nor can one that holds the same key twice. */
function refuseEmptyAndTwins(value: RdbValue): RdbValue {
  const keys = keysOf(value);
  if (keys === undefined) return value;
  if (keys.length === 0) malformed(`a ${value.type} without elements`);
  if (value.type !== 'list' && new Set(keys).size < keys.length) {
    malformed(`a ${value.type} with the same key twice`);
  }
  return value;
}

function keysOf(value: RdbValue): readonly ByteString[] | undefined {
  switch (value.type) {
    // A stream stays without entries, and its reader knows what else must not be.
    case 'string':
    case 'stream':
      return undefined;
    case 'list':
      return value.nodes[0] ?? [];
    case 'set':
      return value.members;
    case 'hash':
      return value.fields.map(([field]) => field);
    case 'zset':
      return value.members.map(([member]) => member);
  }
}
