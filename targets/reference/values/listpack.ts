/**
 * How many bytes an element would take in a listpack (https://github.com/antirez/listpack), the
 * compact form in which 7.2 keeps small collections. Nothing here is stored that way, but sizes
 * decide which encoding OBJECT ENCODING names and where a long list is cut into nodes.
 */
import type { ByteString } from '../../../harness/wire/reply.ts';
import { isCanonicalInteger } from '../numbers.ts';

/** Header and end marker. */
export const LISTPACK_OVERHEAD = 7;

/** The bytes of one element with its header and the back length that follows it. */
export function listpackEntrySize(text: ByteString): number {
  if (isCanonicalInteger(text)) return listpackIntegerSize(Number(text));
  const size = stringSize(text.length);
  return size + backLengthSize(size);
}

/** The same of an integer that never was a text. */
export function listpackIntegerSize(value: number): number {
  return integerSize(value) + 1;
}

function integerSize(value: number): number {
  if (value >= 0 && value <= 127) return 1;
  if (value >= -4096 && value <= 4095) return 2;
  if (value >= -32768 && value <= 32767) return 3;
  if (value >= -8388608 && value <= 8388607) return 4;
  if (value >= -2147483648 && value <= 2147483647) return 5;
  return 9;
}

function stringSize(length: number): number {
  if (length < 64) return 1 + length;
  if (length < 4096) return 2 + length;
  return 5 + length;
}

function backLengthSize(size: number): number {
  if (size <= 127) return 1;
  if (size < 16383) return 2;
  if (size < 2097151) return 3;
  if (size < 268435455) return 4;
  return 5;
}
