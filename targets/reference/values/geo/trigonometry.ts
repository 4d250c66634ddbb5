/**
 * Sines and cosines rounded as C's library rounds them: to the double next to the truth. V8's are one
 * double off in three of a hundred, and STOREDIST shows every digit of a distance.
 *
 * An angle is taken as the nearest step of a table and a small rest, for which a few terms of the
 * series do. Values are kept as a sum of two doubles until the end.
 */

/** The sum of both, `low` being what `high` cannot hold. */
interface Double2 {
  readonly high: number;
  readonly low: number;
}

interface Step {
  readonly sine: Double2;
  readonly cosine: Double2;
}

const STEPS_PER_RADIAN = 128;
const ANGLE_MAX = 3.2;

/** Fixed-point numbers for the table: units of 2^-160. */
const FRACTION_BITS = 160;
const ONE = 1n << BigInt(FRACTION_BITS);

let steps: readonly Step[] | undefined;

function table(): readonly Step[] {
  steps ??= makeTable();
  return steps;
}

/** Turns by one step again and again. */
function makeTable(): readonly Step[] {
  const [stepSine, stepCosine] = [seriesOf(1), seriesOf(0)];
  const made: Step[] = [];
  let [sine, cosine] = [0n, ONE];
  for (let i = 0; i <= Math.ceil(ANGLE_MAX * STEPS_PER_RADIAN); i += 1) {
    made.push({ sine: split(sine), cosine: split(cosine) });
    [sine, cosine] = [
      (sine * stepCosine + cosine * stepSine) >> BigInt(FRACTION_BITS),
      (cosine * stepCosine - sine * stepSine) >> BigInt(FRACTION_BITS),
    ];
  }
  return made;
}

/** The series of the cosine (from power 0) or of the sine (from power 1) of one step. */
function seriesOf(firstPower: 0 | 1): bigint {
  const angle = ONE / BigInt(STEPS_PER_RADIAN);
  let term = firstPower === 0 ? ONE : angle;
  let sum = 0n;
  for (let power = BigInt(firstPower); term !== 0n; power += 2n) {
    sum += term;
    const factor = (angle * angle) >> BigInt(FRACTION_BITS);
    term = -((term * factor) >> BigInt(FRACTION_BITS)) / ((power + 1n) * (power + 2n));
  }
  return sum;
}

function split(fixed: bigint): Double2 {
  const high = Number(fixed) / 2 ** FRACTION_BITS;
  const rest = fixed - BigInt(high * 2 ** FRACTION_BITS);
  return { high, low: Number(rest) / 2 ** FRACTION_BITS };
}

/** Dekker's product: what the rounding of `a * b` lost. */
function lostByProduct(a: number, b: number): number {
  const [aHigh, bHigh] = [upperHalf(a), upperHalf(b)];
  const [aLow, bLow] = [a - aHigh, b - bHigh];
  return aLow * bLow - (a * b - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

function upperHalf(a: number): number {
  const scaled = a * 134217729;
  return scaled - (scaled - a);
}

/** `a + b + rest` with nothing lost of the first two; `a` must not be the smaller one, unless it is 0. */
function sum(a: number, b: number, rest: number): Double2 {
  const high = a + b;
  return { high, low: b - (high - a) + rest };
}

function parts(
  angle: number,
): Step & { readonly rest: number; readonly sineRest: number; readonly cosineRest: number } {
  const index = Math.round(angle * STEPS_PER_RADIAN);
  const step = table()[index] as Step;
  const rest = angle - index / STEPS_PER_RADIAN;
  const square = rest * rest;
  // What sin(rest) has beyond rest, and cos(rest) beyond 1.
  const sineRest = rest * square * (-1 / 6 + square * (1 / 120 - square / 5040));
  const cosineRest = square * (-1 / 2 + square * (1 / 24 - square / 720));
  return { ...step, rest, sineRest, cosineRest };
}

/** The sine of an angle from 0 to `ANGLE_MAX`. */
function sine2(angle: number): Double2 {
  const { sine, cosine, rest, sineRest, cosineRest } = parts(angle);
  const small = sine.low + cosine.low * rest + (sine.high * cosineRest + cosine.high * sineRest);
  return sum(sine.high, cosine.high * rest, small + lostByProduct(cosine.high, rest));
}

function cosine2(angle: number): Double2 {
  const { sine, cosine, rest, sineRest, cosineRest } = parts(angle);
  const small = cosine.low - sine.low * rest + (cosine.high * cosineRest - sine.high * sineRest);
  return sum(cosine.high, -sine.high * rest, small - lostByProduct(sine.high, rest));
}

export function sine(angle: number): number {
  const size = Math.abs(angle);
  if (!(size <= ANGLE_MAX)) return Math.sin(angle);
  const { high, low } = sine2(size);
  return angle < 0 ? -(high + low) : high + low;
}

export function cosine(angle: number): number {
  const size = Math.abs(angle);
  if (!(size <= ANGLE_MAX)) return Math.cos(angle);
  const { high, low } = cosine2(size);
  return high + low;
}

/** The arc sine of a number from 0 to 1: one step of Newton's method from what V8 says. */
export function arcSine(value: number): number {
  const near = Math.asin(value);
  if (!(value > 0 && value < 1)) return near;
  const { high, low } = sine2(near);
  return near + (value - high - low) / Math.cos(near);
}
