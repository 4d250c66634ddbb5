/** Values to bytes, in the forms that 7.2 writes. */
import type { ByteString } from '../wire/reply.ts';
import { intsetBytes } from './intset.ts';
import { lengthBytes } from './length.ts';
import { listpackBytes } from './listpack.ts';
import { NODE, OPCODE } from './opcode.ts';
import { stringBytes } from './string.ts';
import type { FieldValue, RdbValue, Scored } from './value.ts';
import { streamBytes } from './write-stream.ts';

/** The opcode of a value and its content. */
export function encodeValue(value: RdbValue): ByteString {
  switch (value.type) {
    case 'string':
      return begin(OPCODE.string) + stringBytes(value.text);
    case 'list':
      return begin(OPCODE.listQuicklist2) + nodeBytes(value.nodes);
    case 'set':
      return setBytes(value);
    case 'hash':
      return value.form === 'listpack'
        ? begin(OPCODE.hashListpack) + stringBytes(listpackBytes(value.fields.flat()))
        : begin(OPCODE.hash) + pairBytes(value.fields);
    case 'zset':
      return value.form === 'listpack'
        ? begin(OPCODE.zsetListpack) + stringBytes(listpackBytes(value.members.flatMap(withText)))
        : begin(OPCODE.zset2) + scoredBytes(value.members);
    case 'stream':
      return begin(OPCODE.stream3) + streamBytes(value);
  }
}

function begin(opcode: number): ByteString {
  return String.fromCharCode(opcode);
}

function nodeBytes(nodes: readonly (readonly ByteString[])[]): ByteString {
  let bytes = lengthBytes(nodes.length);
  for (const node of nodes) bytes += lengthBytes(NODE.packed) + stringBytes(listpackBytes(node));
  return bytes;
}

function setBytes({ form, members }: Extract<RdbValue, { type: 'set' }>): ByteString {
  if (form === 'intset') return begin(OPCODE.setIntset) + stringBytes(intsetBytes(members));
  if (form === 'listpack') return begin(OPCODE.setListpack) + stringBytes(listpackBytes(members));
  return begin(OPCODE.set) + lengthBytes(members.length) + members.map(stringBytes).join('');
}

function pairBytes(fields: readonly FieldValue[]): ByteString {
  return lengthBytes(fields.length) + fields.flat().map(stringBytes).join('');
}

/** From the highest score down, as 7.2 writes them: a reader then always inserts at the front. */
function scoredBytes(members: readonly Scored[]): ByteString {
  let bytes = lengthBytes(members.length);
  for (const [member, score] of members.toReversed()) {
    bytes += stringBytes(member) + doubleBytes(score);
  }
  return bytes;
}

function doubleBytes(value: number): ByteString {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes.toString('latin1');
}

function withText([member, score]: Scored): readonly [ByteString, ByteString] {
  return [member, scoreText(score)];
}

/** The shortest text that reads back as the same double. */
function scoreText(score: number): ByteString {
  if (score === Infinity) return 'inf';
  return score === -Infinity ? '-inf' : String(score);
}
