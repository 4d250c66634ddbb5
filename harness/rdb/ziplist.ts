/**
 * Ziplists: the compact form of small collections before Redis 7.0; read only. Each entry begins with
 * the size of the one before it.
 * Source: https://rdb.fnordig.de/file_format.html#ziplist-encoding
 */
import type { ByteString } from '../wire/reply.ts';
import { Cursor } from './cursor.ts';
import { malformed } from './malformed.ts';

const END = 0xff;
const UNCOUNTED = 0xffff;
const LONG_PREVIOUS = 0xfe;

const STRING_32 = 0x80;
const INT_16 = 0xc0;
const INT_32 = 0xd0;
const INT_64 = 0xe0;
const INT_24 = 0xf0;
const INT_8 = 0xfe;
// The bytes f1 to fd are the integers 0 to 12 themselves.
const FIRST_SMALL = 0xf1;
const LAST_SMALL = 0xfd;

export function readZiplist(bytes: Buffer): ByteString[] {
  const cursor = new Cursor(bytes);
  if (cursor.uint32() !== bytes.length) malformed('a ziplist of another size than it says');
  const tail = cursor.uint32();
  const count = cursor.uint16();
  const elements: ByteString[] = [];
  let start = cursor.position;
  let previousSize = 0;
  while (cursor.left > 1) {
    start = cursor.position;
    if (readPreviousSize(cursor) !== previousSize) malformed('a ziplist with a broken link');
    elements.push(readElement(cursor));
    previousSize = cursor.position - start;
  }
  if (tail !== start) malformed('a ziplist whose tail is elsewhere');
  if (cursor.uint8() !== END) malformed('a ziplist without an end');
  if (count !== UNCOUNTED && count !== elements.length) malformed('a ziplist that miscounts');
  return elements;
}

function readPreviousSize(cursor: Cursor): number {
  const first = cursor.uint8();
  return first === LONG_PREVIOUS ? cursor.uint32() : first;
}

function readElement(cursor: Cursor): ByteString {
  const first = cursor.uint8();
  if (first < 0x40) return cursor.text(first);
  if (first < 0x80) return cursor.text(((first & 0x3f) << 8) | cursor.uint8());
  if (first >= FIRST_SMALL && first <= LAST_SMALL) return String(first - FIRST_SMALL);
  switch (first) {
    case STRING_32:
      return cursor.text(cursor.take(4).readUInt32BE());
    case INT_8:
      return cursor.integer(1);
    case INT_16:
      return cursor.integer(2);
    case INT_24:
      return cursor.integer(3);
    case INT_32:
      return cursor.integer(4);
    case INT_64:
      return cursor.integer(8);
    default:
      return malformed(`no ziplist element begins with the byte ${first}`);
  }
}
