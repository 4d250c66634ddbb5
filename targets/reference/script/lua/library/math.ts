import { power } from '../arithmetic.ts';
import type { Drand48 } from '../drand48.ts';
import type { Runtime } from '../runtime.ts';
import { LuaTable } from '../table.ts';
import type { LuaValue } from '../value.ts';
import { Arguments } from './arguments.ts';
import { addNatives } from './library.ts';

/** Functions of one number whose JavaScript twin does the same. */
const UNARY = [
  'abs',
  'acos',
  'asin',
  'atan',
  'ceil',
  'cos',
  'cosh',
  'exp',
  'floor',
  'log',
  'log10',
  'sin',
  'sinh',
  'sqrt',
  'tan',
  'tanh',
] as const;

export function mathLibrary(runtime: Runtime, random: Drand48): LuaTable {
  const check = new Arguments(runtime);
  const library = new LuaTable();
  library.set('pi', Math.PI);
  library.set('huge', Infinity);
  for (const name of UNARY) {
    addNatives(library, { [name]: (args) => [Math[name](check.number(args, 1))] });
  }
  const remainder = (args: LuaValue[]): LuaValue[] => [
    check.number(args, 1) % check.number(args, 2),
  ];
  return addNatives(library, {
    atan2: (args) => [Math.atan2(check.number(args, 1), check.number(args, 2))],
    deg: (args) => [check.number(args, 1) / (Math.PI / 180)],
    fmod: remainder,
    mod: remainder,
    frexp: (args) => split(check.number(args, 1)),
    ldexp: (args) => [scale(check.number(args, 1), check.int(args, 2))],
    max: (args) => [extreme(check, args, (a, b) => a > b)],
    min: (args) => [extreme(check, args, (a, b) => a < b)],
    modf: (args) => {
      const number = check.number(args, 1);
      const whole = Math.trunc(number);
      return [whole, Number.isFinite(number) ? number - whole : 0];
    },
    pow: (args) => [power(check.number(args, 1), check.number(args, 2))],
    rad: (args) => [check.number(args, 1) * (Math.PI / 180)],
    random: (args) => [randomNumber(runtime, check, args, random)],
    randomseed: (args) => {
      random.seed(check.int(args, 1));
      return [];
    },
  });
}

function extreme(
  check: Arguments,
  args: LuaValue[],
  isBetter: (value: number, best: number) => boolean,
): number {
  let best = check.number(args, 1);
  for (let position = 2; position <= args.length; position++) {
    const value = check.number(args, position);
    if (isBetter(value, best)) best = value;
  }
  return best;
}

function randomNumber(
  runtime: Runtime,
  check: Arguments,
  args: LuaValue[],
  random: Drand48,
): number {
  // The number is drawn first, also when the arguments are refused then.
  const drawn = random.next();
  if (args.length === 0) return drawn;
  if (args.length > 2) throw runtime.error('wrong number of arguments');
  const low = args.length === 1 ? 1 : check.int(args, 1);
  const high = check.int(args, args.length);
  if (low > high) throw runtime.argumentError(args.length, 'interval is empty');
  return Math.floor(drawn * (high - low + 1)) + low;
}

const view = new DataView(new ArrayBuffer(8));
const SUBNORMAL_SCALE = 54;

/** A fraction from 0.5 up to 1, and the power of two. */
function split(number: number): [number, number] {
  if (number === 0 || !Number.isFinite(number)) return [number, 0];
  view.setFloat64(0, number);
  const exponent = (view.getUint16(0) >> 4) & 0x7ff;
  if (exponent === 0) {
    const [fraction, power] = split(number * 2 ** SUBNORMAL_SCALE);
    return [fraction, power - SUBNORMAL_SCALE];
  }
  view.setUint16(0, (view.getUint16(0) & 0x800f) | (1022 << 4));
  return [view.getFloat64(0), exponent - 1022];
}

// Two steps: 2 to the whole power may be out of range where the product is not.
function scale(number: number, power: number): number {
  const half = Math.trunc(Math.max(-2200, Math.min(2200, power)) / 2);
  const rest = Math.max(-2200, Math.min(2200, power)) - half;
  return number * 2 ** half * 2 ** rest;
}
