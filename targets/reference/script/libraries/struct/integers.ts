/** Integers of any size up to 32 bytes, of which 64 bits count. */
import type { ByteString } from '../../../../../harness/wire/reply.ts';

const TWO_63 = 2 ** 63;
const TWO_64 = 2 ** 64;
const OUT_OF_RANGE = 1n << 63n;

/** A double as 64 bits, as a C conversion on x86-64 gives them. */
export function bitsOf(value: number): bigint {
  if (value >= TWO_64) return 0n;
  if (Number.isNaN(value) || value < -TWO_63) return OUT_OF_RANGE;
  return BigInt.asUintN(64, BigInt(Math.trunc(value)));
}

export function packInteger(value: number, size: number, littleEndian: boolean): ByteString {
  let bits = bitsOf(value);
  const bytes: string[] = [];
  for (let index = 0; index < size; index++) {
    bytes.push(String.fromCharCode(Number(bits & 0xffn)));
    bits >>= 8n;
  }
  return (littleEndian ? bytes : bytes.reverse()).join('');
}

export interface PackedInteger {
  readonly bytes: ByteString;
  readonly littleEndian: boolean;
  readonly signed: boolean;
}

export function unpackInteger({ bytes, littleEndian, signed }: PackedInteger): number {
  let bits = 0n;
  for (let index = 0; index < bytes.length; index++) {
    const at = littleEndian ? bytes.length - 1 - index : index;
    bits = (bits << 8n) | BigInt(bytes.charCodeAt(at));
  }
  bits = BigInt.asUintN(64, bits);
  return Number(signed ? extendSign(bits, bytes.length) : bits);
}

/** For integers wider than 64 bits the shift wraps, as it does in the processor. */
function extendSign(bits: bigint, size: number): bigint {
  const mask = BigInt.asUintN(64, -1n << BigInt((size * 8 - 1) & 63));
  return BigInt.asIntN(64, (bits & mask) === 0n ? bits : bits | mask);
}
