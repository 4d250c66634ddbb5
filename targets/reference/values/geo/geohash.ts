/**
 * Positions as scores. Longitude and latitude are cut into 2^26 steps each, and the bits of the two
 * step numbers are interleaved, longitude first: 52 bits, which a score holds exactly. Fewer steps give
 * a cell; the scores of all positions in a cell lie side by side.
 */

export interface Position {
  readonly longitude: number;
  readonly latitude: number;
}

/** A cell of a grid of 2^`step` by 2^`step` cells; `x` counts eastwards, `y` northwards. */
export interface Cell {
  readonly x: number;
  readonly y: number;
  readonly step: number;
}

interface Grid {
  readonly longitude: readonly [min: number, max: number];
  readonly latitude: readonly [min: number, max: number];
}

export const STEP_MAX = 26;
export const LONGITUDE_MAX = 180;
/** Where the square map of the Mercator projection ends. */
export const LATITUDE_MAX = 85.05112878;

const MERCATOR: Grid = {
  longitude: [-LONGITUDE_MAX, LONGITUDE_MAX],
  latitude: [-LATITUDE_MAX, LATITUDE_MAX],
};

/** What geohashes elsewhere are made of. */
const WHOLE: Grid = { longitude: MERCATOR.longitude, latitude: [-90, 90] };

/** The very end of a range is one step past the last cell, in 7.2 too. */
export function cellOf(
  { longitude, latitude }: Position,
  step: number,
  grid: Grid = MERCATOR,
): Cell {
  const stepOf = (value: number, [min, max]: readonly [number, number]) =>
    Math.trunc(((value - min) / (max - min)) * 2 ** step);
  return { x: stepOf(longitude, grid.longitude), y: stepOf(latitude, grid.latitude), step };
}

/** The lowest score of a cell. */
export function scoreOf({ x, y, step }: Cell): number {
  return interleaved(x, y) * 4 ** (STEP_MAX - step);
}

/** The lowest score after a cell. */
export function scoreAfter({ x, y, step }: Cell): number {
  return (interleaved(x, y) + 1) * 4 ** (STEP_MAX - step);
}

/** Done in halves of 13 bits, since the bit operators of JavaScript end at 32. */
function interleaved(x: number, y: number): number {
  const half = (bits: (number: number) => number) => (spread(bits(x)) << 1) | spread(bits(y));
  return (half((number) => number >>> 13) >>> 0) * 2 ** 26 + half((number) => number & 0x1fff);
}

/** Puts a zero before each bit. */
function spread(bits: number): number {
  let spread = bits;
  spread = (spread | (spread << 8)) & 0x00ff00ff;
  spread = (spread | (spread << 4)) & 0x0f0f0f0f;
  spread = (spread | (spread << 2)) & 0x33333333;
  return (spread | (spread << 1)) & 0x55555555;
}

/** Takes every other bit. */
function gathered(bits: number): number {
  let gathered = bits & 0x55555555;
  gathered = (gathered | (gathered >>> 1)) & 0x33333333;
  gathered = (gathered | (gathered >>> 2)) & 0x0f0f0f0f;
  gathered = (gathered | (gathered >>> 4)) & 0x00ff00ff;
  return (gathered | (gathered >>> 8)) & 0xffff;
}

function cellAt(score: number): Cell {
  // Sorted sets can hold scores that are no positions; 7.2 converts them to 64 bits like this.
  if (!(score >= 0 && score < 2 ** 53)) return cellAtBits(bitsOf(score));
  const high = Math.floor(score / 2 ** 26);
  const low = Math.floor(score) - high * 2 ** 26;
  return {
    x: gathered(high >>> 1) * 2 ** 13 + gathered(low >>> 1),
    y: gathered(high) * 2 ** 13 + gathered(low),
    step: STEP_MAX,
  };
}

function bitsOf(score: number): bigint {
  if (score >= 2 ** 64) return 0n;
  if (score < -(2 ** 63)) return 2n ** 63n;
  return BigInt.asUintN(64, BigInt(Math.trunc(score)));
}

function cellAtBits(bits: bigint): Cell {
  const [high, low] = [Number(bits >> 32n), Number(bits & 0xffffffffn)];
  return {
    x: gathered(high >>> 1) * 2 ** 16 + gathered(low >>> 1),
    y: gathered(high) * 2 ** 16 + gathered(low),
    step: STEP_MAX,
  };
}

export interface Area {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

export function areaOf({ x, y, step }: Cell): Area {
  return {
    west: edge(x, step, LONGITUDE_MAX),
    east: edge(x + 1, step, LONGITUDE_MAX),
    south: edge(y, step, LATITUDE_MAX),
    north: edge(y + 1, step, LATITUDE_MAX),
  };
}

function edge(place: number, step: number, max: number): number {
  return -max + (place / (1 << step)) * (max + max);
}

/** The middle of the smallest cell that a score stands for. */
export function positionOf(score: number): Position {
  const { x, y } = cellAt(score);
  return {
    longitude: middle(x, LONGITUDE_MAX),
    latitude: middle(y, LATITUDE_MAX),
  };
}

function middle(place: number, max: number): number {
  const between = (edge(place, STEP_MAX, max) + edge(place + 1, STEP_MAX, max)) / 2;
  return Math.max(-max, Math.min(max, between));
}

const ALPHABET = '0123456789bcdefghjkmnpqrstuvwxyz';
const LETTERS = 10;
const BITS_PER_LETTER = 5;

/** A position as geohashes are written elsewhere, where latitudes go from pole to pole. */
export function geohashOf(score: number): string {
  const bits = BigInt(scoreOf(cellOf(positionOf(score), STEP_MAX, WHOLE)));
  const letter = (_: unknown, i: number) => {
    const above = 2 * STEP_MAX - BITS_PER_LETTER * (i + 1);
    return ALPHABET[Number((bits >> BigInt(above)) & 31n)];
  };
  // 52 bits are ten letters and two bits. The eleventh letter is there for compatibility.
  return `${Array.from({ length: LETTERS }, letter).join('')}0`;
}
