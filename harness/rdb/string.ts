/** Strings as RDB writes them: a length and the bytes, a small integer, or LZF. */
import type { ByteString } from '../wire/reply.ts';
import type { Cursor } from './cursor.ts';
import { canonicalInteger, fitsBits, integerBytes } from './integer.ts';
import { lengthBytes, readLength, readLengthOrForm } from './length.ts';
import { compress, decompress } from './lzf.ts';
import { malformed } from './malformed.ts';

const FORM = { int8: 0xc0, int16: 0xc1, int32: 0xc2, lzf: 0xc3 } as const;
// 7.2 leaves shorter strings as they are, and asks LZF to save at least this much.
const COMPRESSED_FROM = 21;
const SAVED_MIN = 4;

export function readString(cursor: Cursor): ByteString {
  return readBytes(cursor).toString('latin1');
}

/** The same as bytes, for the strings that hold a packed collection. */
export function readBytes(cursor: Cursor): Buffer {
  const read = readLengthOrForm(cursor);
  if ('length' in read) return cursor.take(read.length);
  switch (read.form | 0xc0) {
    case FORM.int8:
      return Buffer.from(cursor.integer(1), 'latin1');
    case FORM.int16:
      return Buffer.from(cursor.integer(2), 'latin1');
    case FORM.int32:
      return Buffer.from(cursor.integer(4), 'latin1');
    case FORM.lzf: {
      const compressedLength = readLength(cursor);
      const length = readLength(cursor);
      return decompress(cursor.take(compressedLength), length);
    }
    default:
      return malformed(`no string has the form ${read.form}`);
  }
}

export function stringBytes(text: ByteString): ByteString {
  return integerForm(text) ?? compressedForm(text) ?? lengthBytes(text.length) + text;
}

function integerForm(text: ByteString): ByteString | undefined {
  const value = canonicalInteger(text);
  if (value === undefined || !fitsBits(value, 32)) return undefined;
  if (fitsBits(value, 8)) return String.fromCharCode(FORM.int8) + integerBytes(value, 1);
  if (fitsBits(value, 16)) return String.fromCharCode(FORM.int16) + integerBytes(value, 2);
  return String.fromCharCode(FORM.int32) + integerBytes(value, 4);
}

function compressedForm(text: ByteString): ByteString | undefined {
  if (text.length < COMPRESSED_FROM) return undefined;
  const compressed = compress(Buffer.from(text, 'latin1'));
  if (compressed.length > text.length - SAVED_MIN) return undefined;
  const head = String.fromCharCode(FORM.lzf) + lengthBytes(compressed.length);
  return head + lengthBytes(text.length) + compressed;
}
