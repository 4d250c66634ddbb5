/**
 * Numbers as 7.2 reads and writes them. Integers are 64 bits wide and have one spelling only: no
 * plus sign, no leading zero, no blank, no `-0`.
 */
import type { ByteString } from '../../harness/wire/reply.ts';

export const INT64_MAX = 9223372036854775807n;
export const INT64_MIN = -9223372036854775808n;

// Any integer of this many characters is exact in a double.
const SAFE_LENGTH = 15;
const INTEGER = /^(?:0|-?[1-9][0-9]{0,18})$/;

/** The integer that a text spells, exact as a bigint; `undefined` outside of 64 bits or misspelt. */
export function parseInt64(text: ByteString): bigint | undefined {
  if (!INTEGER.test(text)) return undefined;
  const value = BigInt(text);
  return value > INT64_MAX || value < INT64_MIN ? undefined : value;
}

/** The same as a number: exact up to 2^53, rounded beyond, which is enough to compare and clamp. */
export function parseInteger(text: ByteString): number | undefined {
  if (!INTEGER.test(text)) return undefined;
  if (text.length <= SAFE_LENGTH) return Number(text);
  return parseInt64(text) === undefined ? undefined : Number(text);
}

/** Whether the text is what a 64-bit integer would be written as. */
export function isCanonicalInteger(text: ByteString): boolean {
  if (text.length === 0 || text.length > 20) return false;
  const first = text.charCodeAt(0);
  if (first > 57 || (first < 48 && first !== 45)) return false;
  return parseInt64(text) !== undefined;
}

const FLOAT = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;
const HEX_FLOAT = /^([+-]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)(?:[pP]([+-]?[0-9]+))?$/;
const INFINITE = /^([+-]?)inf(?:inity)?$/i;

/**
 * The double that a text spells by the rules of C's strtod without blanks: decimal, hexadecimal, or
 * infinite. `undefined` for NaN, for what a double cannot hold, and for anything else.
 */
export function parseFloat64(text: ByteString): number | undefined {
  const value = roundToFloat64(text);
  if (value === undefined) return undefined;
  if (!Number.isFinite(value) && !INFINITE.test(text)) return undefined;
  // A number so small that only zero is left of it is out of range too.
  if (value === 0 && /^[+-]?(?:0[xX][0.]*[1-9a-fA-F]|[0.]*[1-9])/.test(text)) return undefined;
  return value;
}

/** The same, but a number that is too large is infinite, and one that is too small is 0. */
export function roundToFloat64(text: ByteString): number | undefined {
  if (FLOAT.test(text)) return Number(text);
  const infinite = INFINITE.exec(text);
  if (infinite !== null) return infinite[1] === '-' ? -Infinity : Infinity;
  return roundHexFloat(text);
}

function roundHexFloat(text: ByteString): number | undefined {
  const parts = HEX_FLOAT.exec(text);
  if (parts === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = parts;
  if (whole + fraction === '') return undefined;
  const digits = Number.parseInt(whole + fraction, 16);
  const value = digits === 0 ? 0 : digits * 2 ** (Number(exponent) - 4 * fraction.length);
  return sign === '-' ? -value : value;
}
