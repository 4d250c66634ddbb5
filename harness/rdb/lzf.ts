/**
 * LZF, the compression of strings in RDB. A control byte below 32 announces up to 32 literal bytes;
 * any other begins a back reference: three bits of length, thirteen of distance.
 */
import type { ByteString } from '../wire/reply.ts';
import { malformed } from './malformed.ts';

const LITERALS_MAX = 32;
const DISTANCE_MAX = 8192;
// Two more than three bits and a byte can say.
const MATCH_MAX = 264;
const MATCH_MIN = 3;
// A table of places seen: for a short string a large one costs more than it finds.
const HASH_BITS = { min: 6, max: 14 } as const;

/** The bytes that were compressed, of which there must be exactly `length`. */
export function decompress(compressed: Buffer, length: number): Buffer {
  // A reference takes at least two bytes: what claims to be longer is not worth its memory.
  if (length > compressed.length * (MATCH_MAX / 2)) malformed('more than LZF can unpack');
  const output = Buffer.alloc(length);
  let end = 0;
  let at = 0;
  const next = () => compressed[at++] ?? malformed('LZF data ends early');
  while (at < compressed.length) {
    const control = next();
    if (control < LITERALS_MAX) {
      const count = control + 1;
      if (at + count > compressed.length || end + count > length) malformed('LZF literals');
      compressed.copy(output, end, at, at + count);
      at += count;
      end += count;
      continue;
    }
    const shortCount = control >> 5;
    const count = (shortCount === 7 ? shortCount + next() : shortCount) + 2;
    let from = end - 1 - (((control & 0x1f) << 8) | next());
    if (from < 0 || end + count > length) malformed('LZF reference');
    // Byte by byte: a reference may overlap what it is making.
    for (const stop = end + count; end < stop; end += 1, from += 1) {
      output[end] = output[from] as number;
    }
  }
  return end === length ? output : malformed(`${end} bytes unpacked instead of ${length}`);
}

/** The compressed bytes; they may be more than those given. */
export function compress(input: Buffer): ByteString {
  const { min, max } = HASH_BITS;
  const hashBits = Math.max(min, Math.min(max, 32 - Math.clz32(input.length)));
  const lastSeen = new Int32Array(1 << hashBits).fill(-1);
  const output: ByteString[] = [];
  let literalsFrom = 0;
  let at = 0;
  while (at + MATCH_MIN <= input.length) {
    const slot = hash(input, at) >>> (32 - hashBits);
    const candidate = lastSeen[slot] as number;
    lastSeen[slot] = at;
    const length = candidate < 0 ? 0 : matchLength(input, candidate, at);
    if (length < MATCH_MIN) {
      at += 1;
      continue;
    }
    output.push(literals(input, literalsFrom, at), reference(length, at - candidate));
    at += length;
    literalsFrom = at;
  }
  output.push(literals(input, literalsFrom, input.length));
  return output.join('');
}

/** Knuth's multiplicative hash of three bytes; its upper bits are the well mixed ones. */
function hash(input: Buffer, at: number): number {
  const three =
    ((input[at] as number) << 16) | ((input[at + 1] as number) << 8) | (input[at + 2] as number);
  return Math.imul(three, 0x9e3779b1);
}

function matchLength(input: Buffer, from: number, at: number): number {
  if (at - from > DISTANCE_MAX) return 0;
  const most = Math.min(MATCH_MAX, input.length - at);
  let length = 0;
  while (length < most && input[from + length] === input[at + length]) length += 1;
  return length;
}

function reference(length: number, distance: number): ByteString {
  const [count, back] = [length - 2, distance - 1];
  const high = back >> 8;
  return count < 7
    ? String.fromCharCode((count << 5) | high, back & 0xff)
    : String.fromCharCode((7 << 5) | high, count - 7, back & 0xff);
}

function literals(input: Buffer, from: number, to: number): ByteString {
  let bytes = '';
  for (let start = from; start < to; start += LITERALS_MAX) {
    const end = Math.min(start + LITERALS_MAX, to);
    bytes += String.fromCharCode(end - start - 1) + input.toString('latin1', start, end);
  }
  return bytes;
}
