/** The settings of a cjson module and the functions that read and change them. */
import type { LuaValue } from '../../lua/value.ts';
import type { Arguments } from '../arguments.ts';
import type { Routine } from '../library.ts';

export interface CjsonSettings {
  sparseConvert: boolean;
  sparseRatio: number;
  sparseSafe: number;
  encodeMaxDepth: number;
  decodeMaxDepth: number;
  /** Significant digits of an encoded number. */
  precision: number;
  /** What becomes of infinities and NaN when encoded. */
  encodeInvalid: boolean | 'null';
  decodeInvalid: boolean;
  keepBuffer: boolean;
}

export function defaultCjsonSettings(): CjsonSettings {
  return {
    sparseConvert: false,
    sparseRatio: 2,
    sparseSafe: 10,
    encodeMaxDepth: 1000,
    decodeMaxDepth: 1000,
    precision: PRECISION_MAX,
    encodeInvalid: false,
    decodeInvalid: true,
    keepBuffer: true,
  };
}

const INT_MAX = 2147483647;
/** However deep scripts allow: what the stack of a C function holds. */
export const DEPTH_MAX = 2600;
const PRECISION_MAX = 14;

/** Each function sets what it is given and returns what is then in force. */
export function settingRoutines(settings: CjsonSettings): Readonly<Record<string, Routine>> {
  return {
    encode_sparse_array: (args) => {
      refuseBeyond(args, 3);
      settings.sparseConvert = flag(args, 1, settings.sparseConvert);
      settings.sparseRatio = whole(args, 2, settings.sparseRatio, [0, INT_MAX]);
      settings.sparseSafe = whole(args, 3, settings.sparseSafe, [0, INT_MAX]);
      return [settings.sparseConvert, settings.sparseRatio, settings.sparseSafe];
    },
    encode_max_depth: (args) => {
      refuseBeyond(args, 1);
      settings.encodeMaxDepth = whole(args, 1, settings.encodeMaxDepth, [1, INT_MAX]);
      return [settings.encodeMaxDepth];
    },
    decode_max_depth: (args) => {
      refuseBeyond(args, 1);
      settings.decodeMaxDepth = whole(args, 1, settings.decodeMaxDepth, [1, INT_MAX]);
      return [settings.decodeMaxDepth];
    },
    encode_number_precision: (args) => {
      refuseBeyond(args, 1);
      settings.precision = whole(args, 1, settings.precision, [1, PRECISION_MAX]);
      return [settings.precision];
    },
    encode_keep_buffer: (args) => {
      refuseBeyond(args, 1);
      settings.keepBuffer = flag(args, 1, settings.keepBuffer);
      return [settings.keepBuffer];
    },
    encode_invalid_numbers: (args) => {
      refuseBeyond(args, 1);
      settings.encodeInvalid =
        args.value(1) === 'null' ? 'null' : chosen(args, 1, settings.encodeInvalid);
      return [settings.encodeInvalid];
    },
    decode_invalid_numbers: (args) => {
      refuseBeyond(args, 1);
      settings.decodeInvalid = flag(args, 1, settings.decodeInvalid);
      return [settings.decodeInvalid];
    },
  };
}

function refuseBeyond(args: Arguments, most: number): void {
  if (args.count > most) args.refuse(most + 1, 'found too many arguments');
}

function whole(
  args: Arguments,
  position: number,
  current: number,
  [min, max]: readonly [number, number],
): number {
  if (args.lacks(position)) return current;
  const value = args.integer(position);
  return value >= min && value <= max
    ? value
    : args.refuse(position, `expected integer between ${min} and ${max}`);
}

function flag(args: Arguments, position: number, current: boolean): boolean {
  return chosen(args, position, current) === true;
}

function chosen<T>(args: Arguments, position: number, current: T): T | boolean {
  const value: LuaValue = args.value(position);
  if (value === undefined) return current;
  if (typeof value === 'boolean') return value;
  const word = args.text(position);
  if (word !== 'on' && word !== 'off') return args.refuse(position, `invalid option '${word}'`);
  return word === 'on';
}
