/** Bits of a buffer. Bit 0 is the highest bit of the first byte. */

export type Bit = 0 | 1;

/** Bits past the end are 0. */
export function bitAt(bytes: Buffer, offset: number): Bit {
  const byte = bytes[Math.floor(offset / 8)] ?? 0;
  return ((byte >> (7 - (offset % 8))) & 1) as Bit;
}

/** The byte must be there. */
export function setBitAt(bytes: Buffer, offset: number, bit: Bit): void {
  const index = Math.floor(offset / 8);
  const mask = 0x80 >> (offset % 8);
  const byte = bytes[index] ?? 0;
  bytes[index] = bit === 1 ? byte | mask : byte & ~mask;
}

/** How many of the bits from `first` to `last`, both included, are 1. */
export function countOnes(bytes: Buffer, first: number, last: number): number {
  const [from, to] = [Math.floor(first / 8), Math.floor(last / 8)];
  const before = (bytes[from] ?? 0) & ~(0xff >> (first % 8));
  const after = (bytes[to] ?? 0) & (0x7f >> (last % 8));
  return countOnesOf(bytes.subarray(from, to + 1)) - onesIn(before) - onesIn(after);
}

function countOnesOf(bytes: Buffer): number {
  const { head, words, tail } = inWords(bytes);
  let ones = 0;
  for (const byte of head) ones += onesIn(byte);
  for (let i = 0; i < words.length; i += 1) ones += onesIn(words[i] as number);
  for (const byte of tail) ones += onesIn(byte);
  return ones;
}

/** Adds neighbours up in pairs, fours and bytes, all of the word at once. */
function onesIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The bytes as 32-bit words, and what stands before and after the aligned ones. */
function inWords(bytes: Buffer): { head: Buffer; words: Int32Array; tail: Buffer } {
  const start = Math.min(bytes.length, (4 - (bytes.byteOffset % 4)) % 4);
  const count = Math.floor((bytes.length - start) / 4);
  const words =
    count > 0 ? new Int32Array(bytes.buffer, bytes.byteOffset + start, count) : new Int32Array();
  return { head: bytes.subarray(0, start), words, tail: bytes.subarray(start + count * 4) };
}

/** The first place from `first` to `last`, both included, that holds the bit. */
export function findBit(bytes: Buffer, bit: Bit, first: number, last: number): number | undefined {
  const skipped = bit === 1 ? 0x00 : 0xff;
  // The bits before `first` are made such that they are not found.
  const mask = 0xff >> (first % 8);
  const from = Math.floor(first / 8);
  const byte = bytes[from] ?? 0;
  const start = bit === 1 ? byte & mask : byte | (~mask & 0xff);
  const index =
    start === skipped
      ? from + 1 + bytesUntilOther(bytes.subarray(from + 1, Math.floor(last / 8) + 1), skipped)
      : from;
  const found = index === from ? start : (bytes[index] ?? skipped);
  if (found === skipped) return undefined;
  const place = index * 8 + Math.clz32((bit === 1 ? found : ~found & 0xff) << 24);
  return place <= last ? place : undefined;
}

/** How many bytes at the beginning are all the same. */
function bytesUntilOther(bytes: Buffer, same: number): number {
  const { head, words, tail } = inWords(bytes);
  const inHead = head.findIndex((byte) => byte !== same);
  if (inHead >= 0) return inHead;
  const sameWord = same === 0 ? 0 : -1;
  let word = 0;
  while (word < words.length && words[word] === sameWord) word += 1;
  const skipped = head.length + word * 4;
  if (word === words.length) {
    const inTail = tail.findIndex((byte) => byte !== same);
    return skipped + (inTail < 0 ? tail.length : inTail);
  }
  return skipped + bytes.subarray(skipped, skipped + 4).findIndex((byte) => byte !== same);
}
