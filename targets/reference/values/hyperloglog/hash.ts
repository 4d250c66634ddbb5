/**
 * MurmurHash64A, by which an element chooses its register and how far it raises it. 64-bit numbers
 * are two halves here, which is some ten times as fast as bigints.
 */
import type { ByteString } from '../../../../harness/wire/reply.ts';

/** The registers are chosen by the lowest bits of the hash. */
export const INDEX_BITS = 14;
export const REGISTER_COUNT: number = 2 ** INDEX_BITS;
/** How many bits are left to count zeros in. */
export const COUNTED_BITS: number = 64 - INDEX_BITS;

const SEED = 0xadc83b19;
const FACTOR_HIGH = 0xc6a4a793;
const FACTOR_LOW = 0x5bd1e995;

class Hash {
  high = 0;
  low = 0;

  multiply(): void {
    const { high, low } = this;
    const [lower, upper] = [low & 0xffff, low >>> 16];
    const lowest = lower * (FACTOR_LOW & 0xffff);
    const middle =
      lower * (FACTOR_LOW >>> 16) + upper * (FACTOR_LOW & 0xffff) + Math.floor(lowest / 2 ** 16);
    const carried = upper * (FACTOR_LOW >>> 16) + Math.floor(middle / 2 ** 16);
    this.high = (carried + Math.imul(high, FACTOR_LOW) + Math.imul(low, FACTOR_HIGH)) | 0;
    this.low = (middle << 16) | (lowest & 0xffff);
  }

  /** x ^= x >>> 47 */
  fold(): void {
    this.low ^= this.high >>> 15;
  }
}

// One each, used again by every call: hashing is what PFADD spends its time on.
const hash = new Hash();
const word = new Hash();

export interface Raise {
  readonly index: number;
  /** One more than the zeros at the low end of what the index leaves of the hash. */
  readonly count: number;
}

/** The register that an element raises, and to what. */
export function raiseOf(element: ByteString): Raise {
  hash.high = 0;
  hash.low = element.length;
  hash.multiply();
  hash.low ^= SEED;
  const whole = element.length & ~7;
  for (let at = 0; at < whole; at += 8) {
    word.low = halfAt(element, at, 4);
    word.high = halfAt(element, at + 4, 4);
    word.multiply();
    word.fold();
    word.multiply();
    hash.low ^= word.low;
    hash.high ^= word.high;
    hash.multiply();
  }
  if (element.length > whole) {
    hash.low ^= halfAt(element, whole, Math.min(4, element.length - whole));
    hash.high ^= halfAt(element, whole + 4, element.length - whole - 4);
    hash.multiply();
  }
  hash.fold();
  hash.multiply();
  hash.fold();
  return { index: hash.low & (REGISTER_COUNT - 1), count: zerosBefore(hash) + 1 };
}

/** Up to four bytes, the first of them lowest. */
function halfAt(text: ByteString, at: number, count: number): number {
  let half = 0;
  for (let i = 0; i < count; i += 1) half |= text.charCodeAt(at + i) << (8 * i);
  return half;
}

function zerosBefore({ high, low }: Hash): number {
  const rest = low >>> INDEX_BITS;
  if (rest !== 0) return lowestBit(rest);
  return high === 0 ? COUNTED_BITS : 32 - INDEX_BITS + lowestBit(high);
}

function lowestBit(number: number): number {
  return 31 - Math.clz32(number & -number);
}
