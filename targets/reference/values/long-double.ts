/**
 * Arithmetic of the x87 80-bit "long double", in which 7.2 adds for INCRBYFLOAT and HINCRBYFLOAT:
 * 64 bits of fraction, an exponent far beyond a double's. Exact by BigInt, rounded half to even.
 */
import type { ByteString } from '../../../harness/wire/reply.ts';

/** `fraction × 2^exponent`; the fraction carries the sign and has at most 64 bits. */
export interface LongDouble {
  readonly fraction: bigint;
  readonly exponent: number;
}

const FRACTION_BITS = 64;
const EXPONENT_MAX = 16384 - FRACTION_BITS;
const EXPONENT_MIN = -16445;
const PRINTED_DECIMALS = 17;
// 7.2 copies the text into a buffer of this size before it looks at it.
const TEXT_LENGTH_MAX = 5 * 1024;
// Beyond the range of the type (1e±4951), so that a hostile power costs nothing.
const DECIMAL_EXPONENT_MAX = 5000;

const DECIMAL = /^([+-]?)([0-9]*)\.?([0-9]*)(?:[eE]([+-]?[0-9]+))?$/;
const HEXADECIMAL = /^([+-]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)(?:[pP]([+-]?[0-9]+))?$/;
const INFINITE = /^[+-]?inf(?:inity)?$/i;

/**
 * The number that a text spells; `infinite` when it says so; `undefined` when it spells none, or one
 * too large or too small to hold.
 */
export function parseLongDouble(text: ByteString): LongDouble | 'infinite' | undefined {
  if (text.length >= TEXT_LENGTH_MAX) return undefined;
  if (INFINITE.test(text)) return 'infinite';
  return parseDecimal(text) ?? parseHexadecimal(text);
}

function parseDecimal(text: ByteString): LongDouble | undefined {
  const [, sign, whole = '', decimals = '', power = '0'] = DECIMAL.exec(text) ?? [];
  if (sign === undefined || whole + decimals === '') return undefined;
  const digits = BigInt(`${sign === '-' ? '-' : ''}${whole}${decimals}`);
  const exponent = Number(power) - decimals.length;
  if (digits === 0n) return { fraction: 0n, exponent: 0 };
  if (Math.abs(exponent) > DECIMAL_EXPONENT_MAX + decimals.length) return undefined;
  const value =
    exponent >= 0
      ? round(digits * 10n ** BigInt(exponent), 0)
      : divide(digits, 10n ** BigInt(-exponent));
  return value?.fraction === 0n ? undefined : value;
}

function parseHexadecimal(text: ByteString): LongDouble | undefined {
  const [, sign, whole = '', decimals = '', power = '0'] = HEXADECIMAL.exec(text) ?? [];
  if (sign === undefined || whole + decimals === '') return undefined;
  const magnitude = BigInt(`0x${whole}${decimals}`);
  if (Math.abs(Number(power)) > -EXPONENT_MIN + 4 * decimals.length) return undefined;
  return round(sign === '-' ? -magnitude : magnitude, Number(power) - 4 * decimals.length);
}

/** The rounded sum; `undefined` when it overflows. */
export function addLongDoubles(a: LongDouble, b: LongDouble): LongDouble | undefined {
  const exponent = Math.min(a.exponent, b.exponent);
  const sum =
    (a.fraction << BigInt(a.exponent - exponent)) + (b.fraction << BigInt(b.exponent - exponent));
  return round(sum, exponent);
}

/** Plain notation with up to 17 decimals and no trailing zeros, as `%.17Lf` trimmed. */
export function formatLongDouble({ fraction, exponent }: LongDouble): ByteString {
  const magnitude = fraction < 0n ? -fraction : fraction;
  const scaled = magnitude * 10n ** BigInt(PRINTED_DECIMALS);
  const units =
    exponent >= 0 ? scaled << BigInt(exponent) : shiftRightToEven(scaled, BigInt(-exponent));
  const digits = units.toString().padStart(PRINTED_DECIMALS + 1, '0');
  const decimals = digits.slice(-PRINTED_DECIMALS).replace(/0+$/, '');
  const text = digits.slice(0, -PRINTED_DECIMALS) + (decimals === '' ? '' : `.${decimals}`);
  return fraction < 0n && text !== '0' ? `-${text}` : text;
}

function divide(dividend: bigint, divisor: bigint): LongDouble | undefined {
  // Two bits more than the result needs; a remainder left over sets the lowest of them.
  const shift = Math.max(0, bitLength(divisor) - bitLength(dividend) + FRACTION_BITS + 2);
  const shifted = dividend << BigInt(shift);
  const quotient = shifted / divisor;
  const sticky = shifted % divisor === 0n ? 0n : 1n;
  const doubled = quotient * 2n + (dividend < 0n ? -sticky : sticky);
  return round(doubled, -shift - 1);
}

function round(value: bigint, exponent: number): LongDouble | undefined {
  const surplus = Math.max(bitLength(value) - FRACTION_BITS, EXPONENT_MIN - exponent);
  if (surplus <= 0) return inRange({ fraction: value, exponent });
  const magnitude = shiftRightToEven(value < 0n ? -value : value, BigInt(surplus));
  return inRange({
    fraction: value < 0n ? -magnitude : magnitude,
    exponent: exponent + surplus,
  });
}

function inRange(value: LongDouble): LongDouble | undefined {
  const top = value.exponent + bitLength(value.fraction) - FRACTION_BITS;
  return value.fraction !== 0n && top > EXPONENT_MAX ? undefined : value;
}

function shiftRightToEven(magnitude: bigint, shift: bigint): bigint {
  if (shift === 0n) return magnitude;
  const half = 1n << (shift - 1n);
  const kept = magnitude >> shift;
  const lost = magnitude & ((1n << shift) - 1n);
  return lost > half || (lost === half && (kept & 1n) === 1n) ? kept + 1n : kept;
}

function bitLength(value: bigint): number {
  return value === 0n ? 0 : (value < 0n ? -value : value).toString(2).length;
}
