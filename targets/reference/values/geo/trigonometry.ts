/**
 * Sines and cosines rounded as C's library rounds them: to the double next to the truth. V8's are one
 * double off in three of a hundred, and STOREDIST shows every digit of a distance.
 *
 * An angle is taken as the nearest step of a table and a small rest, for which a few terms of the
 * series do. What the sums and products lose to rounding is kept until the end.
 */

const STEPS_PER_RADIAN = 128;
const ANGLE_MAX = 3.2;
const STEP_COUNT: number = Math.ceil(ANGLE_MAX * STEPS_PER_RADIAN) + 1;

/** Fixed-point numbers for the table: units of 2^-160. */
const FRACTION_BITS = 160;
const ONE = 1n << BigInt(FRACTION_BITS);

/** For each step its sine and its cosine, each as a double and what that one cannot hold. */
interface Table {
  readonly sines: Float64Array;
  readonly sineRests: Float64Array;
  readonly cosines: Float64Array;
  readonly cosineRests: Float64Array;
}

let made: Table | undefined;

function table(): Table {
  made ??= makeTable();
  return made;
}

/** Turns by one step again and again. */
function makeTable(): Table {
  const [stepSine, stepCosine] = [seriesOf(1), seriesOf(0)];
  const column = () => new Float64Array(STEP_COUNT);
  const steps = { sines: column(), sineRests: column(), cosines: column(), cosineRests: column() };
  let [sine, cosine] = [0n, ONE];
  for (let i = 0; i < STEP_COUNT; i += 1) {
    [steps.sines[i], steps.sineRests[i]] = split(sine);
    [steps.cosines[i], steps.cosineRests[i]] = split(cosine);
    [sine, cosine] = [
      (sine * stepCosine + cosine * stepSine) >> BigInt(FRACTION_BITS),
      (cosine * stepCosine - sine * stepSine) >> BigInt(FRACTION_BITS),
    ];
  }
  return steps;
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

function split(fixed: bigint): [double: number, rest: number] {
  const double = Number(fixed) / 2 ** FRACTION_BITS;
  const rest = fixed - BigInt(double * 2 ** FRACTION_BITS);
  return [double, Number(rest) / 2 ** FRACTION_BITS];
}

/** Dekker's product: what the rounding of `a * b` lost. */
function lostByProduct(a: number, b: number): number {
  const aHigh = upperHalf(a);
  const bHigh = upperHalf(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aLow * bLow - (a * b - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

function upperHalf(a: number): number {
  const scaled = a * 134217729;
  return scaled - (scaled - a);
}

// What sin(rest) has beyond rest, and cos(rest) beyond 1, of the rest that a step leaves.

function beyondRest(rest: number): number {
  const square = rest * rest;
  return rest * square * (-1 / 6 + square * (1 / 120 - square / 5040));
}

function beyondOne(rest: number): number {
  const square = rest * rest;
  return square * (-1 / 2 + square * (1 / 24 - square / 720));
}

/** `target` less the sine of an angle from 0 to `ANGLE_MAX`, to some 70 bits. */
function missedBySine(target: number, angle: number): number {
  const { sines, sineRests, cosines, cosineRests } = table();
  const i = Math.round(angle * STEPS_PER_RADIAN);
  const rest = angle - i / STEPS_PER_RADIAN;
  const sine = sines[i] as number;
  const cosine = cosines[i] as number;
  const turn = cosine * rest;
  const small = sine * beyondOne(rest) + cosine * beyondRest(rest);
  const smaller = (sineRests[i] as number) + (cosineRests[i] as number) * rest;
  const sum = sine + turn;
  const lost = turn - (sum - sine) + lostByProduct(cosine, rest);
  return target - sum - (lost + (smaller + small));
}

function missedByCosine(target: number, angle: number): number {
  const { sines, sineRests, cosines, cosineRests } = table();
  const i = Math.round(angle * STEPS_PER_RADIAN);
  const rest = angle - i / STEPS_PER_RADIAN;
  const sine = sines[i] as number;
  const cosine = cosines[i] as number;
  const turn = -sine * rest;
  const small = cosine * beyondOne(rest) - sine * beyondRest(rest);
  const smaller = (cosineRests[i] as number) - (sineRests[i] as number) * rest;
  const sum = cosine + turn;
  const lost = turn - (sum - cosine) - lostByProduct(sine, rest);
  return target - sum - (lost + (smaller + small));
}

export function sine(angle: number): number {
  const size = Math.abs(angle);
  if (!(size <= ANGLE_MAX)) return Math.sin(angle);
  const found = -missedBySine(0, size);
  return angle < 0 ? -found : found;
}

export function cosine(angle: number): number {
  const size = Math.abs(angle);
  return size <= ANGLE_MAX ? -missedByCosine(0, size) : Math.cos(angle);
}

/** The arc sine of a number from 0 to 1: one step of Newton's method from what V8 says. */
export function arcSine(value: number): number {
  const near = Math.asin(value);
  if (!(value > 0 && value < 1)) return near;
  return near + missedBySine(value, near) / Math.cos(near);
}
