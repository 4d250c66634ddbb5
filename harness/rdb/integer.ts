/**
 * Integers inside of values. An element that spells a 64-bit integer in the one canonical way is
 * stored as that integer; its text comes back by writing it in decimal.
 */
import type { ByteString } from '../wire/reply.ts';
import type { IntegerWidth } from './cursor.ts';

const CANONICAL = /^(?:0|-?[1-9][0-9]{0,18})$/;
// Any integer of this many characters is exact in a double.
const SAFE_LENGTH = 15;

/** The integer that a text spells canonically: a bigint when long; `undefined` beyond 64 bits. */
export function canonicalInteger(text: ByteString): number | bigint | undefined {
  if (!CANONICAL.test(text)) return undefined;
  if (text.length <= SAFE_LENGTH) return Number(text);
  const value = BigInt(text);
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

/** Whether an integer fits so many bits with its sign. */
export function fitsBits(value: number | bigint, bits: number): boolean {
  const limit = 2 ** (bits - 1);
  return value >= -limit && value < limit;
}

/** The bytes of a signed integer, lowest first. */
export function integerBytes(value: number | bigint, width: IntegerWidth): ByteString {
  const bytes = Buffer.alloc(width);
  if (width === 8) bytes.writeBigInt64LE(BigInt(value));
  else bytes.writeIntLE(Number(value), 0, width);
  return bytes.toString('latin1');
}

/** The bytes of a natural number, lowest first. */
export function naturalBytes(value: number, width: 2 | 4): ByteString {
  const bytes = Buffer.alloc(width);
  bytes.writeUIntLE(value, 0, width);
  return bytes.toString('latin1');
}
