/**
 * Lengths as RDB writes them: the two highest bits of the first byte say whether 6, 14, 32 or 64 bits
 * of length follow, or that a string comes in a special form instead.
 * Source: https://rdb.fnordig.de/file_format.html#length-encoding
 */
import type { ByteString } from '../wire/reply.ts';
import type { Cursor } from './cursor.ts';
import { malformed } from './malformed.ts';

const LENGTH_32 = 0x80;
const LENGTH_64 = 0x81;

/** What begins a string: its length, or the number of the special form that it has. */
export type LengthOrForm = { readonly length: number } | { readonly form: number };

export function readLengthOrForm(cursor: Cursor): LengthOrForm {
  const first = cursor.uint8();
  const kind = first >> 6;
  if (kind === 0) return { length: first };
  if (kind === 1) return { length: ((first & 0x3f) << 8) | cursor.uint8() };
  if (kind === 3) return { form: first & 0x3f };
  if (first === LENGTH_32) return { length: cursor.take(4).readUInt32BE() };
  if (first === LENGTH_64) return { length: Number(cursor.take(8).readBigUInt64BE()) };
  return malformed(`no length begins with the byte ${first}`);
}

export function readLength(cursor: Cursor): number {
  const read = readLengthOrForm(cursor);
  return 'length' in read ? read.length : malformed('a special form where a length must be');
}

/** The same of a number that need not be a length: all of 64 bits. */
export function readCount(cursor: Cursor): bigint {
  const bytes = cursor.peek(9);
  if (bytes[0] !== LENGTH_64 || bytes.length < 9) return BigInt(readLength(cursor));
  cursor.take(9);
  return bytes.readBigUInt64BE(1);
}

export function countBytes(count: bigint): ByteString {
  if (count < 1n << 32n) return lengthBytes(Number(count));
  const bytes = Buffer.alloc(9);
  bytes[0] = LENGTH_64;
  bytes.writeBigUInt64BE(count, 1);
  return bytes.toString('latin1');
}

export function lengthBytes(length: number): ByteString {
  if (length < 1 << 6) return String.fromCharCode(length);
  if (length < 1 << 14) return String.fromCharCode(0x40 | (length >> 8), length & 0xff);
  const bytes = Buffer.alloc(5);
  bytes[0] = LENGTH_32;
  bytes.writeUInt32BE(length, 1);
  return bytes.toString('latin1');
}
