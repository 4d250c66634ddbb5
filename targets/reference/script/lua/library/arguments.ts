/** How natives take their arguments: conversions, and complaints in Lua's words. */
import type { ByteString } from '../../../../../harness/wire/reply.ts';
import { toNumber, toText, typeName } from '../convert.ts';
import type { LuaError } from '../error.ts';
import { LuaError as Refusal } from '../error.ts';
import { READONLY } from '../operations.ts';
import type { Runtime } from '../runtime.ts';
import { LuaTable } from '../table.ts';
import type { LuaValue } from '../value.ts';

const INT64_SIZE = 2 ** 63;

/** Positions count from 1, as in messages. */
export class Arguments {
  private readonly runtime: Runtime;

  constructor(runtime: Runtime) {
    this.runtime = runtime;
  }

  any(args: readonly LuaValue[], position: number): LuaValue {
    if (position > args.length) throw this.runtime.argumentError(position, 'value expected');
    return args[position - 1];
  }

  number(args: readonly LuaValue[], position: number): number {
    const number = toNumber(args[position - 1]);
    if (number === undefined) throw this.wrongType(args, position, 'number');
    return number;
  }

  /** A number cut to C's 64-bit integer. */
  integer(args: readonly LuaValue[], position: number): number {
    return toInteger(this.number(args, position));
  }

  /** A number cut to C's int. */
  int(args: readonly LuaValue[], position: number): number {
    const number = this.number(args, position);
    return Math.abs(number) < INT64_SIZE ? number | 0 : 0;
  }

  optionalInteger(args: readonly LuaValue[], position: number, fallback: number): number {
    return args[position - 1] === undefined ? fallback : this.integer(args, position);
  }

  optionalInt(args: readonly LuaValue[], position: number, fallback: number): number {
    return args[position - 1] === undefined ? fallback : this.int(args, position);
  }

  text(args: readonly LuaValue[], position: number): ByteString {
    const text = toText(args[position - 1]);
    if (text === undefined) throw this.wrongType(args, position, 'string');
    return text;
  }

  optionalText(args: readonly LuaValue[], position: number, fallback: ByteString): ByteString {
    return args[position - 1] === undefined ? fallback : this.text(args, position);
  }

  table(args: readonly LuaValue[], position: number): LuaTable {
    const table = args[position - 1];
    if (!(table instanceof LuaTable)) throw this.wrongType(args, position, 'table');
    return table;
  }

  /** A table that the native will write to. */
  writable(args: readonly LuaValue[], position: number): LuaTable {
    return refuseReadonly(this.table(args, position));
  }

  wrongType(args: readonly LuaValue[], position: number, expected: ByteString): LuaError {
    const got = position > args.length ? 'no value' : typeName(args[position - 1]);
    return this.runtime.argumentError(position, `${expected} expected, got ${got}`);
  }
}

/** Natives refuse without a position. */
export function refuseReadonly(table: LuaTable): LuaTable {
  if (table.readonly) throw new Refusal(READONLY);
  return table;
}

/** As x86 converts: what does not fit becomes the smallest integer. */
export function toInteger(number: number): number {
  return Math.abs(number) < INT64_SIZE ? Math.trunc(number) : -INT64_SIZE;
}
