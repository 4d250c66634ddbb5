/** C's `%e`, `%f` and `%g`: rounded half to even, with any precision that `string.format` takes. */
import type { ByteString } from '../../../../harness/wire/reply.ts';

/** `digits` of the first `count` significant ones, the point after the first; `power` of ten. */
interface Rounded {
  readonly digits: string;
  readonly power: number;
}

// As many as JavaScript gives; a double that is a tie within 100 digits has no further ones.
const JS_DIGITS_MAX = 100;

/** `%e`: the value is finite and its sign is left to the caller. */
export function formatExponent(size: number, precision: number, keepPoint: boolean): ByteString {
  const { digits, power } = round(size, precision + 1);
  return withPoint(digits.slice(0, 1), digits.slice(1), keepPoint) + exponentText(power);
}

/** `%f` of a size that is not negative. */
export function formatFixed(size: number, precision: number, keepPoint: boolean): ByteString {
  const scaled = scaledToInteger(size, precision)
    .toString()
    .padStart(precision + 1, '0');
  const cut = scaled.length - precision;
  return withPoint(scaled.slice(0, cut), scaled.slice(cut), keepPoint);
}

/** `%g`; `keepZeros` is the flag `#`. */
export function formatGeneral(value: number, precision: number, keepZeros: boolean): ByteString {
  const count = Math.max(1, precision);
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const { digits, power } = round(Math.abs(value), count);
  const kept = keepZeros ? digits : digits.replace(/0+$/, '').padEnd(1, '0');
  if (power < -4 || power >= count) {
    return sign + withPoint(kept.slice(0, 1), kept.slice(1), keepZeros) + exponentText(power);
  }
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${kept}`;
  const whole = kept.slice(0, power + 1).padEnd(power + 1, '0');
  return sign + withPoint(whole, kept.slice(power + 1), keepZeros);
}

function withPoint(whole: string, fraction: string, keepPoint: boolean): string {
  return fraction === '' && !keepPoint ? whole : `${whole}.${fraction}`;
}

function exponentText(power: number): string {
  return `e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

function round(size: number, count: number): Rounded {
  if (count > JS_DIGITS_MAX) {
    const { digits, power } = round(size, JS_DIGITS_MAX);
    return { digits: digits.padEnd(count, '0'), power };
  }
  const [mantissa = '', power = '0'] = roundHalfToEven(size, count).split('e');
  return { digits: mantissa.replace('.', ''), power: Number(power) };
}

function roundHalfToEven(size: number, count: number): string {
  const [mantissa = '', power = '0'] = size.toExponential(JS_DIGITS_MAX).split('e');
  const digits = mantissa.replace('.', '');
  const isTie = /^50*$/.test(digits.slice(count));
  const isEven = Number(digits[count - 1]) % 2 === 0;
  if (!isTie || !isEven) return size.toExponential(count - 1);
  return `${digits[0]}.${digits.slice(1, count)}e${power}`;
}

const MANTISSA_BITS = 52;

/** size × 10^precision, rounded half to even; exact, for `toFixed` gives up at 1e21. */
function scaledToInteger(size: number, precision: number): bigint {
  const { fraction, exponent } = exactParts(size);
  const scaled = fraction * 10n ** BigInt(precision);
  if (exponent >= 0) return scaled << BigInt(exponent);
  const shift = BigInt(-exponent);
  const floor = scaled >> shift;
  const rest = scaled - (floor << shift);
  const half = 1n << (shift - 1n);
  const up = rest > half || (rest === half && (floor & 1n) === 1n);
  return up ? floor + 1n : floor;
}

/** The double as fraction × 2^exponent. */
function exactParts(size: number): { fraction: bigint; exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, size);
  const raw = view.getBigUint64(0);
  const biased = Number(raw >> BigInt(MANTISSA_BITS));
  const fraction = raw & ((1n << BigInt(MANTISSA_BITS)) - 1n);
  if (biased === 0) return { fraction, exponent: -1074 };
  return { fraction: fraction | (1n << BigInt(MANTISSA_BITS)), exponent: biased - 1075 };
}
