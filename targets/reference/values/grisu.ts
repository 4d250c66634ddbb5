/**
 * Doubles to text as 7.2 does: Grisu2 (Florian Loitsch, "Printing Floating-Point Numbers Quickly and
 * Accurately with Integers", PLDI 2010). It reads back to the same double, but in about one case of a
 * thousand its digits are not the shortest or not the closest, so `String(number)` will not do:
 * a live 7.2 prints 1e23 as 99999999999999990000000.
 *
 * A number is held as `fraction × 2^exponent` with 64 bits of fraction.
 */
import type { ByteString } from '../../../harness/wire/reply.ts';

interface Scaled {
  readonly fraction: bigint;
  readonly exponent: number;
}

const FRACTION_BITS = 64;
const HIDDEN_BIT = 1n << 52n;
// What the product with a power of ten is scaled into, so that its integer part has 32 bits.
const EXPONENT_MIN = -60;
const EXPONENT_MAX = -32;
const FIRST_POWER = -348;
const POWER_STEP = 8;
const POWER_COUNT = 87;
const LOG10_OF_2 = 0.30102999566398114;
// Integers up to here take the exact path of integers: half of the 64-bit range.
const EXACT_INTEGER_MAX = 2 ** 62;

/** A double as replies of 7.2 spell it. */
export function formatDouble(value: number): ByteString {
  if (Object.is(value, -0)) return '-0';
  if (Number.isSafeInteger(value)) return String(value);
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  if (Number.isInteger(value) && Math.abs(value) <= EXACT_INTEGER_MAX) return String(BigInt(value));
  const { digits, power } = shortDigits(Math.abs(value));
  const text = placePoint(digits, power);
  return value < 0 ? `-${text}` : text;
}

/** Digits and the power of ten of the last one. */
function shortDigits(value: number): { digits: string; power: number } {
  const { exact, upper, lower } = neighbourhood(value);
  const { scale, power } = powerOfTenFor(upper.exponent);
  const high = { ...multiply(upper, scale), exponent: upper.exponent + scale.exponent + 64 };
  // One unit is taken off either side, because the product itself is rounded.
  return generate(
    { fraction: high.fraction - 1n, exponent: high.exponent },
    multiply(exact, scale).fraction,
    multiply(lower, scale).fraction + 1n,
    -power,
  );
}

const bits = new DataView(new ArrayBuffer(8));

/** The value and the ends of the interval that reads back to it, on one exponent. */
function neighbourhood(value: number): { exact: Scaled; upper: Scaled; lower: Scaled } {
  bits.setFloat64(0, value);
  const raw = bits.getBigUint64(0);
  const biased = Number(raw >> 52n);
  const fraction = (raw & (HIDDEN_BIT - 1n)) + (biased === 0 ? 0n : HIDDEN_BIT);
  const exponent = Math.max(biased, 1) - 1075;
  const upper = normalize({ fraction: (fraction << 1n) + 1n, exponent: exponent - 1 });
  // Below a power of two the neighbour is twice as near.
  const shift = fraction === HIDDEN_BIT ? 2 : 1;
  const down = BigInt(exponent - shift - upper.exponent);
  const lower = ((fraction << BigInt(shift)) - 1n) << down;
  return {
    exact: normalize({ fraction, exponent }),
    upper,
    lower: { fraction: lower, exponent: upper.exponent },
  };
}

function normalize({ fraction, exponent }: Scaled): Scaled {
  const shift = FRACTION_BITS - fraction.toString(2).length;
  return { fraction: fraction << BigInt(shift), exponent: exponent - shift };
}

function multiply(a: Scaled, b: Scaled): Scaled {
  return {
    fraction: (a.fraction * b.fraction + (1n << 63n)) >> 64n,
    exponent: a.exponent + b.exponent + FRACTION_BITS,
  };
}

let powersOfTen: readonly Scaled[] | undefined;

/** A power of ten that brings `exponent` into the wanted window, and which power it is. */
function powerOfTenFor(exponent: number): { scale: Scaled; power: number } {
  powersOfTen ??= Array.from({ length: POWER_COUNT }, (_, i) =>
    powerOfTen(FIRST_POWER + i * POWER_STEP),
  );
  const guess = Math.trunc(-(exponent + POWER_COUNT) * LOG10_OF_2);
  let index = Math.trunc((guess - FIRST_POWER) / POWER_STEP);
  for (;;) {
    const scale = powersOfTen[index];
    if (scale === undefined) throw new Error(`no power of ten for exponent ${exponent}`);
    const product = exponent + scale.exponent + FRACTION_BITS;
    if (product >= EXPONENT_MIN && product <= EXPONENT_MAX) {
      return { scale, power: FIRST_POWER + index * POWER_STEP };
    }
    index += product < EXPONENT_MIN ? 1 : -1;
  }
}

/** 10^power rounded to 64 bits. */
function powerOfTen(power: number): Scaled {
  if (power >= 0) return roundToFraction(10n ** BigInt(power), 0);
  // Enough bits for an exact quotient up to the rounding.
  const extra = 1400;
  return roundToFraction((1n << BigInt(extra)) / 10n ** BigInt(-power), -extra);
}

function roundToFraction(value: bigint, exponent: number): Scaled {
  const surplus = value.toString(2).length - FRACTION_BITS;
  if (surplus <= 0) return { fraction: value << BigInt(-surplus), exponent: exponent + surplus };
  const half = 1n << BigInt(surplus - 1);
  return { fraction: (value + half) >> BigInt(surplus), exponent: exponent + surplus };
}

/** Writes digits of `upper` until what is left lies inside the interval, then nears `exact`. */
function generate(upper: Scaled, exact: bigint, lower: bigint, power: number) {
  const shift = BigInt(-upper.exponent);
  const one = 1n << shift;
  const whole = String(upper.fraction >> shift);
  let width = upper.fraction - lower;
  let distance = upper.fraction - exact;
  for (let taken = 1; taken <= whole.length; taken += 1) {
    const unit = (10n ** BigInt(whole.length - taken)) << shift;
    const rest = upper.fraction % unit;
    if (rest <= width) {
      const digits = nearer(whole.slice(0, taken), { rest, width, unit, distance });
      return { digits, power: power + whole.length - taken };
    }
  }
  let digits = whole === '0' ? '' : whole;
  let rest = upper.fraction & (one - 1n);
  for (let position = 1; ; position += 1) {
    rest *= 10n;
    width *= 10n;
    distance *= 10n;
    const digit = rest >> shift;
    if (digit !== 0n || digits !== '') digits += digit;
    rest &= one - 1n;
    if (rest < width) {
      return {
        digits: nearer(digits, { rest, width, unit: one, distance }),
        power: power - position,
      };
    }
  }
}

interface Rounding {
  readonly rest: bigint;
  readonly width: bigint;
  readonly unit: bigint;
  readonly distance: bigint;
}

/** Lowers the last digit while that brings the text nearer to the exact value. */
function nearer(digits: string, { rest, width, unit, distance }: Rounding): string {
  let left = rest;
  let steps = 0;
  while (
    left < distance &&
    width - left >= unit &&
    (left + unit < distance || distance - left > left + unit - distance)
  ) {
    steps += 1;
    left += unit;
  }
  return digits.slice(0, -1) + (Number(digits.at(-1)) - steps);
}

/** Plain notation as long as it is not much longer than the digits, else `d.ddde±x`. */
function placePoint(digits: string, power: number): string {
  const exponent = power + digits.length - 1;
  if (power >= 0 && exponent < digits.length + 7) return digits + '0'.repeat(power);
  if (power < 0 && (power > -7 || Math.abs(exponent) < 4)) {
    const whole = digits.length + power;
    return whole > 0
      ? `${digits.slice(0, whole)}.${digits.slice(whole)}`
      : `0.${'0'.repeat(-whole)}${digits}`;
  }
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  return `${digits[0]}${fraction}e${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
}
