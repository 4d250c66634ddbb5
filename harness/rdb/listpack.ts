/**
 * Listpacks: the compact form of small collections since Redis 7.0. A header of total size and count,
 * elements that each end with their own length for walking backwards, and an end byte.
 * Source: https://github.com/antirez/listpack/blob/master/listpack.md
 */
import type { ByteString } from '../wire/reply.ts';
import { Cursor } from './cursor.ts';
import { canonicalInteger, fitsBits, integerBytes, naturalBytes } from './integer.ts';
import { malformed } from './malformed.ts';

const HEADER_SIZE = 6;
const END = 0xff;
// A count that two bytes cannot hold is not kept: walking finds out.
const UNCOUNTED = 0xffff;

const STRING_32 = 0xf0;
const INT_16 = 0xf1;
const INT_24 = 0xf2;
const INT_32 = 0xf3;
const INT_64 = 0xf4;

export function readListpack(bytes: Buffer): ByteString[] {
  const cursor = new Cursor(bytes);
  if (cursor.uint32() !== bytes.length) malformed('a listpack of another size than it says');
  const count = cursor.uint16();
  const elements: ByteString[] = [];
  while (cursor.left > 1) elements.push(readEntry(cursor));
  if (cursor.uint8() !== END) malformed('a listpack without an end');
  if (count !== UNCOUNTED && count !== elements.length) malformed('a listpack that miscounts');
  return elements;
}

function readEntry(cursor: Cursor): ByteString {
  const start = cursor.position;
  const element = readElement(cursor);
  const back = backLength(cursor.position - start);
  if (cursor.text(back.length) !== back) malformed('a listpack that cannot be walked backwards');
  return element;
}

function readElement(cursor: Cursor): ByteString {
  const first = cursor.uint8();
  if (first < 0x80) return String(first);
  if (first < 0xc0) return cursor.text(first & 0x3f);
  if (first < 0xe0) return String(signed13(((first & 0x1f) << 8) | cursor.uint8()));
  if (first < 0xf0) return cursor.text(((first & 0x0f) << 8) | cursor.uint8());
  switch (first) {
    case STRING_32:
      return cursor.text(cursor.uint32());
    case INT_16:
      return cursor.integer(2);
    case INT_24:
      return cursor.integer(3);
    case INT_32:
      return cursor.integer(4);
    case INT_64:
      return cursor.integer(8);
    default:
      return malformed(`no listpack element begins with the byte ${first}`);
  }
}

function signed13(value: number): number {
  return value < 1 << 12 ? value : value - (1 << 13);
}

export function listpackBytes(elements: readonly ByteString[]): ByteString {
  let entries = '';
  for (const element of elements) {
    const entry = elementBytes(element);
    entries += entry + backLength(entry.length);
  }
  const size = HEADER_SIZE + entries.length + 1;
  const count = Math.min(elements.length, UNCOUNTED);
  return naturalBytes(size, 4) + naturalBytes(count, 2) + entries + String.fromCharCode(END);
}

function elementBytes(text: ByteString): ByteString {
  const value = canonicalInteger(text);
  return value === undefined ? textElement(text) : integerElement(value);
}

function textElement(text: ByteString): ByteString {
  const { length } = text;
  if (length < 1 << 6) return String.fromCharCode(0x80 | length) + text;
  if (length < 1 << 12) return String.fromCharCode(0xe0 | (length >> 8), length & 0xff) + text;
  return String.fromCharCode(STRING_32) + naturalBytes(length, 4) + text;
}

function integerElement(value: number | bigint): ByteString {
  if (value >= 0 && value < 1 << 7) return String.fromCharCode(Number(value));
  if (fitsBits(value, 13)) {
    const low = Number(value) & 0x1fff;
    return String.fromCharCode(0xc0 | (low >> 8), low & 0xff);
  }
  if (fitsBits(value, 16)) return String.fromCharCode(INT_16) + integerBytes(value, 2);
  if (fitsBits(value, 24)) return String.fromCharCode(INT_24) + integerBytes(value, 3);
  if (fitsBits(value, 32)) return String.fromCharCode(INT_32) + integerBytes(value, 4);
  return String.fromCharCode(INT_64) + integerBytes(value, 8);
}

// Up to these sizes one, two, three and four groups of seven bits are used, odd ends included.
const BACK_LENGTH_LIMITS = [127, 16382, 2097150, 268435454];

/** The size of an element in groups of seven bits, highest first; all but the first are marked. */
function backLength(size: number): ByteString {
  const limit = BACK_LENGTH_LIMITS.findIndex((most) => size <= most);
  let groups = '';
  let rest = size;
  for (let n = limit < 0 ? BACK_LENGTH_LIMITS.length : limit; n > 0; n -= 1) {
    groups = String.fromCharCode((rest & 0x7f) | 0x80) + groups;
    rest = Math.floor(rest / 128);
  }
  return String.fromCharCode(rest) + groups;
}
