/** The functions without a table, as far as a sandbox leaves them: nothing that loads a file or prints. */
import type { ByteString } from '../../../../../harness/wire/reply.ts';
import { isTruthy, toNumber, toText, typeName } from '../convert.ts';
import { LuaError } from '../error.ts';
import { LuaFunction, type Running } from '../function.ts';
import { numberText } from '../number-text.ts';
import type { Runtime } from '../runtime.ts';
import { LuaTable, UnknownKey } from '../table.ts';
import { LuaUserdata } from '../userdata.ts';
import type { LuaKey, LuaValue } from '../value.ts';
import { Arguments, refuseReadonly } from './arguments.ts';
import { addNatives, addResumables } from './library.ts';
import { parseInBase } from './parse-in-base.ts';

/** What C leaves on its stack for the results of one call, LUAI_MAXCSTACK. */
const RESULTS_MAX = 8000;
// JavaScript does not tell how much a script holds; scripts only see that it is some kilobytes.
const KILOBYTES_USED = 64;

export function addBase(runtime: Runtime): void {
  const { globals } = runtime;
  const check = new Arguments(runtime);
  globals.set('_G', globals);
  globals.set('_VERSION', 'Lua 5.1');
  addNatives(globals, {
    assert: (args) => {
      if (isTruthy(check.any(args, 1))) return args;
      throw runtime.error(check.optionalText(args, 2, 'assertion failed!'));
    },
    collectgarbage: (args) => collect(runtime, check.optionalText(args, 1, 'collect')),
    error: (args) => {
      const [value] = args;
      const level = check.optionalInt(args, 2, 1);
      throw new LuaError(
        level > 0 && isText(value) ? runtime.positionAt(level) + toText(value) : value,
      );
    },
    gcinfo: () => [KILOBYTES_USED],
    getmetatable: (args) => {
      const metatable = runtime.metatables.of(check.any(args, 1));
      return [metatable?.get('__metatable') ?? metatable];
    },
    rawequal: (args) => [check.any(args, 1) === check.any(args, 2)],
    rawget: (args) => [check.table(args, 1).get(check.any(args, 2))],
    rawset: (args) => rawSet(check, args),
    select: (args) => select(runtime, check, args),
    setmetatable: (args) => setMetatable(runtime, check, args),
    tonumber: (args) => toNumberInBase(runtime, check, args),
    type: (args) => [typeName(check.any(args, 1))],
    unpack: (args) => unpack(runtime, check, args),
  });
  addResumables(globals, { tostring: (args) => toStringOf(runtime, check.any(args, 1)) });
  addWalks(runtime, check);
}

function isText(value: LuaValue): value is ByteString | number {
  return typeof value === 'string' || typeof value === 'number';
}

/** `next`, `pairs` and `ipairs`, the iterators of which loops know. */
function addWalks({ globals, steps }: Runtime, check: Arguments): void {
  const next = LuaFunction.native((args) => nextEntry(check.table(args, 1), args[1]));
  const step = LuaFunction.native((args) => {
    const index = check.int(args, 2) + 1;
    const value = check.table(args, 1).get(index);
    return value === undefined ? [] : [index, value];
  });
  steps.next = next;
  steps.inext = step;
  globals.set('next', next);
  addNatives(globals, {
    pairs: (args) => [next, check.table(args, 1), undefined],
    ipairs: (args) => [step, check.table(args, 1), 0],
  });
}

function nextEntry(table: LuaTable, key: LuaValue): LuaValue[] {
  try {
    return table.next(key) ?? [undefined];
  } catch (cause) {
    if (cause instanceof UnknownKey) throw new LuaError(cause.message, { cause });
    throw cause;
  }
}

const COLLECT_RESULTS: Readonly<Record<ByteString, LuaValue>> = {
  collect: 0,
  count: KILOBYTES_USED,
  restart: 0,
  setpause: 200,
  setstepmul: 200,
  step: false,
  stop: 0,
};

function collect(runtime: Runtime, option: ByteString): LuaValue[] {
  if (Object.hasOwn(COLLECT_RESULTS, option)) return [COLLECT_RESULTS[option]];
  throw runtime.argumentError(1, `invalid option '${option}'`);
}

function rawSet(check: Arguments, args: LuaValue[]): LuaValue[] {
  const table = check.table(args, 1);
  const key = check.any(args, 2);
  const value = check.any(args, 3);
  refuseReadonly(table);
  if (key === undefined) throw new LuaError('table index is nil');
  if (Number.isNaN(key)) throw new LuaError('table index is NaN');
  table.set(key as LuaKey, value);
  return [table];
}

function select(runtime: Runtime, check: Arguments, args: LuaValue[]): LuaValue[] {
  if (typeof args[0] === 'string' && args[0].startsWith('#')) return [args.length - 1];
  const index = check.int(args, 1);
  const start = index < 0 ? args.length + index : index;
  if (start < 1) throw runtime.argumentError(1, 'index out of range');
  return args.slice(start);
}

function setMetatable(runtime: Runtime, check: Arguments, args: LuaValue[]): LuaValue[] {
  const table = check.table(args, 1);
  const [, metatable] = args;
  const isNil = args.length > 1 && metatable === undefined;
  if (!isNil && !(metatable instanceof LuaTable)) {
    throw runtime.argumentError(2, 'nil or table expected');
  }
  if (table.metatable?.get('__metatable') !== undefined) {
    throw runtime.error('cannot change a protected metatable');
  }
  refuseReadonly(table).metatable = metatable instanceof LuaTable ? metatable : undefined;
  return [table];
}

function toNumberInBase(runtime: Runtime, check: Arguments, args: LuaValue[]): LuaValue[] {
  const base = check.optionalInt(args, 2, 10);
  if (base === 10) {
    const value = check.any(args, 1);
    return [isText(value) ? toNumber(value) : undefined];
  }
  const text = check.text(args, 1);
  if (base < 2 || base > 36) throw runtime.argumentError(2, 'base out of range');
  return [parseInBase(text, base)];
}

function unpack(runtime: Runtime, check: Arguments, args: LuaValue[]): LuaValue[] {
  const table = check.table(args, 1);
  const first = check.optionalInt(args, 2, 1);
  const last = args[2] === undefined ? table.length() : check.int(args, 3);
  if (first > last) return [];
  const count = last - first + 1;
  if (count + args.length > RESULTS_MAX) throw runtime.error('too many results to unpack');
  return Array.from({ length: count }, (_, i) => table.get(first + i));
}

function* toStringOf(runtime: Runtime, value: LuaValue): Running<LuaValue[]> {
  const method = runtime.metatables.method(value, '__tostring');
  if (method === undefined) return [plainText(value)];
  // Whatever it answers is the result, also when it is no string.
  return (yield* runtime.callBack(method, [value], runtime.frame)).slice(0, 1);
}

/** `tostring` without metamethods. */
function plainText(value: LuaValue): ByteString {
  if (value === undefined) return 'nil';
  if (typeof value === 'number') return numberText(value);
  if (typeof value !== 'object') return String(value);
  const isNull = value instanceof LuaUserdata && value.isNull;
  const place = isNull ? '(nil)' : `0x${value.address.toString(16).padStart(12, '0')}`;
  return `${typeName(value)}: ${place}`;
}
