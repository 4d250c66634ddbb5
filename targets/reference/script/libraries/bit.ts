/**
 * The library bit: 32-bit integers, results signed, as in Mike Pall's Lua BitOp
 * (https://bitop.luajit.org/semantics.html).
 */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import type { LuaState } from '../lua/engine.ts';
import type { LuaTable } from '../lua/table.ts';
import type { Arguments } from './arguments.ts';
import { libraryOf, type Routine } from './library.ts';

export function bitLibrary(state: LuaState): LuaTable {
  return libraryOf(state, {
    tobit: (args) => [bits(args, 1)],
    bnot: (args) => [~bits(args, 1)],
    band: folded((a, b) => a & b),
    bor: folded((a, b) => a | b),
    bxor: folded((a, b) => a ^ b),
    lshift: shifted((value, by) => value << by),
    rshift: shifted((value, by) => (value >>> by) | 0),
    arshift: shifted((value, by) => value >> by),
    rol: shifted(rotate),
    ror: shifted((value, by) => rotate(value, -by)),
    bswap: (args) => [reversed(bits(args, 1))],
    tohex: (args) => [hex(bits(args, 1), args.count < 2 ? HEX_DIGITS : bits(args, 2))],
  });
}

const HEX_DIGITS = 8;
// Added to a double, it leaves the integer, rounded half to even, in the low bits of the fraction.
const ROUNDING = 2 ** 52 + 2 ** 51;
const view = new DataView(new ArrayBuffer(8));

function bits(args: Arguments, position: number): number {
  const value = args.number(position);
  if (value === (value | 0)) return value | 0;
  // Beyond 2^51 the low bits are whatever the sum has there, which scripts can see.
  view.setFloat64(0, value + ROUNDING);
  return view.getInt32(4);
}

function folded(combine: (a: number, b: number) => number): Routine {
  return (args) => {
    let result = bits(args, 1);
    // From the end, as the original does: the complaint is about the last wrong argument.
    for (let position = args.count; position > 1; position--) {
      result = combine(result, bits(args, position));
    }
    return [result];
  };
}

/** Only the low five bits of the distance count, which is what JavaScript does too. */
function shifted(shift: (value: number, by: number) => number): Routine {
  return (args) => [shift(bits(args, 1), bits(args, 2))];
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> -by);
}

function reversed(value: number): number {
  view.setInt32(0, value);
  return view.getInt32(0, true);
}

/** The last digits of the number; a negative count asks for capitals. */
function hex(value: number, digits: number): ByteString {
  const count = Math.min(Math.abs(digits), HEX_DIGITS);
  const text = (value >>> 0)
    .toString(16)
    .padStart(HEX_DIGITS, '0')
    .slice(HEX_DIGITS - count);
  return digits < 0 ? text.toUpperCase() : text;
}
