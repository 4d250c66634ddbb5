/**
 * The arithmetic of INCRBYFLOAT and HINCRBYFLOAT: x87 long doubles, with 64 bits of mantissa, as the
 * x86-64 builds of the original have. Clients see its rounding in their replies, so a double will
 * not do. A number is `mantissa × 2^exponent`, exact in a bigint, rounded after each operation.
 */
import type { ByteString } from '../../harness/wire/reply.ts';

export interface LongDouble {
  readonly mantissa: bigint;
  readonly exponent: number;
}

const MANTISSA_BITS = 64;
const EXPONENT_MAX = 16384;
const EXPONENT_MIN = -16445;
// Digits behind the point in replies (`%.17Lf`).
const DECIMALS = 17n;
// Longer texts are refused, as the original's buffer cannot hold them.
const TEXT_CHARS_MAX = 5 * 1024;
const DECIMAL = /^([+-]?)([0-9]*)\.?([0-9]*)(?:[eE]([+-]?[0-9]+))?$/;
const HEXADECIMAL = /^([+-]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)(?:[pP]([+-]?[0-9]+))?$/;

/** The number that a text spells; `'infinite'` for `inf`, `undefined` for no number or overflow. */
export function parseLongDouble(text: ByteString): LongDouble | 'infinite' | undefined {
  if (text.length >= TEXT_CHARS_MAX) return undefined;
  if (/^[+-]?inf(inity)?$/i.test(text)) return 'infinite';
  const hexadecimal = HEXADECIMAL.exec(text);
  const [, sign, whole = '', fraction = '', power = '0'] = hexadecimal ?? DECIMAL.exec(text) ?? [];
  if (whole + fraction === '') return undefined;
  const digits = BigInt((hexadecimal === null ? '' : '0x') + whole + fraction);
  const exponent = Number(power) - fraction.length * (hexadecimal === null ? 1 : 4);
  const value = hexadecimal === null ? scaled(digits, exponent) : round(digits, exponent);
  if (value === undefined) return undefined;
  return sign === '-' ? { ...value, mantissa: -value.mantissa } : value;
}

/** digits × 10^power, rounded; `undefined` when that is out of range. */
function scaled(digits: bigint, power: number): LongDouble | undefined {
  if (digits === 0n) return { mantissa: 0n, exponent: 0 };
  // Beyond these powers no text of permitted length comes back into range.
  if (Math.abs(power) > 2 * TEXT_CHARS_MAX) return undefined;
  if (power >= 0) return round(digits * 10n ** BigInt(power), 0);
  const divisor = 10n ** BigInt(-power);
  const shift = bits(divisor) + MANTISSA_BITS + 2;
  const scaledDigits = digits << BigInt(shift);
  const quotient = scaledDigits / divisor;
  // A remainder only has to be seen by the rounding, as a bit below all others.
  const sticky = scaledDigits % divisor === 0n ? 0n : 1n;
  return round((quotient << 1n) | sticky, -shift - 1);
}

/** The sum; `undefined` on overflow. */
export function addLongDoubles(one: LongDouble, other: LongDouble): LongDouble | undefined {
  if (one.mantissa === 0n) return other;
  if (other.mantissa === 0n) return one;
  const exponent = Math.min(one.exponent, other.exponent);
  const sum = align(one, exponent) + align(other, exponent);
  return round(sum, exponent);
}

function align({ mantissa, exponent }: LongDouble, to: number): bigint {
  return mantissa << BigInt(exponent - to);
}

/** To 64 bits, half to even. */
function round(mantissa: bigint, exponent: number): LongDouble | undefined {
  const magnitude = mantissa < 0n ? -mantissa : mantissa;
  const width = bits(magnitude);
  const excess = Math.max(width - MANTISSA_BITS, EXPONENT_MIN - exponent);
  const rounded = excess <= 0 ? magnitude : halfToEven(magnitude, excess);
  const result = { mantissa: rounded, exponent: excess <= 0 ? exponent : exponent + excess };
  if (bits(result.mantissa) + result.exponent > EXPONENT_MAX) return undefined;
  // A number too small to be kept is an error where it is read, like one too big.
  if (rounded === 0n && magnitude !== 0n) return undefined;
  return mantissa < 0n ? { ...result, mantissa: -rounded } : result;
}

function halfToEven(magnitude: bigint, dropBits: number): bigint {
  const drop = BigInt(dropBits);
  const kept = magnitude >> drop;
  const rest = magnitude - (kept << drop);
  const half = 1n << (drop - 1n);
  return rest > half || (rest === half && kept % 2n === 1n) ? kept + 1n : kept;
}

function bits(value: bigint): number {
  if (value === 0n) return 0;
  const hex = value.toString(16);
  return (hex.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(hex.charAt(0), 16)));
}

/** Up to 17 decimals, without trailing zeros. */
export function formatLongDouble({ mantissa, exponent }: LongDouble): ByteString {
  const magnitude = mantissa < 0n ? -mantissa : mantissa;
  const parts = magnitude * 10n ** DECIMALS;
  const scaledParts = exponent >= 0 ? parts << BigInt(exponent) : halfToEven(parts, -exponent);
  const digits = scaledParts.toString().padStart(Number(DECIMALS) + 1, '0');
  const whole = digits.slice(0, -Number(DECIMALS));
  const fraction = digits.slice(-Number(DECIMALS)).replace(/0+$/, '');
  const text = fraction === '' ? whole : `${whole}.${fraction}`;
  return mantissa < 0n && text !== '0' ? `-${text}` : text;
}
