/** How RESP spells numbers. Pure. */
import type { ByteString } from './reply.ts';

const MINUS = 0x2d;
const PLUS = 0x2b;
/** Digits that a JavaScript number always holds exactly. */
const SAFE_DIGITS = 15;

/** The integer spelled in `bytes[from, to)`: a number while that is exact, else a bigint; `undefined` if none. */
export function parseInteger(bytes: Buffer, from: number, to: number): number | bigint | undefined {
  const sign = bytes[from];
  const first = sign === MINUS || sign === PLUS ? from + 1 : from;
  if (first >= to) return undefined;
  let value = 0;
  for (let i = first; i < to; i++) {
    const digit = (bytes[i] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  if (to - first > SAFE_DIGITS) return exact(bytes.toString('latin1', from, to));
  return sign === MINUS && value !== 0 ? -value : value;
}

function exact(text: ByteString): number | bigint {
  const value = BigInt(text.startsWith('+') ? text.slice(1) : text);
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** RESP3 doubles, with `nan` in the spellings that C libraries print. */
export function isDouble(text: ByteString): boolean {
  return /^[+-]?(?:\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|inf|nan)$/i.test(text);
}

export function isBigNumber(text: ByteString): boolean {
  return /^[+-]?\d+$/.test(text);
}

/** The value of a spelled double: `inf`, `-inf`, `nan` or decimal; `undefined` when it spells none. */
export function doubleValue(text: ByteString): number | undefined {
  if (!isDouble(text)) return undefined;
  const word = text.toLowerCase().replace(/^[+-]/, '');
  const sign = text.startsWith('-') ? -1 : 1;
  if (word === 'inf') return sign * Number.POSITIVE_INFINITY;
  return word === 'nan' ? Number.NaN : Number(text);
}
