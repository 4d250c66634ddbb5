/** Lua's implicit conversions and type names. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { Coroutine } from './coroutine.ts';
import { LuaFunction } from './function.ts';
import { numberText, parseNumber } from './number-text.ts';
import { LuaTable } from './table.ts';
import type { LuaValue } from './value.ts';

/** A number, or what a string spells; nothing for the rest. */
export function toNumber(value: LuaValue): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? parseNumber(value) : undefined;
}

/** A string, or a number as `tostring` prints it; nothing for the rest. */
export function toText(value: LuaValue): ByteString | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? numberText(value) : undefined;
}

export function typeName(value: LuaValue): ByteString {
  if (value === undefined) return 'nil';
  if (typeof value !== 'object') return typeof value;
  if (value instanceof LuaTable) return 'table';
  if (value instanceof LuaFunction) return 'function';
  return value instanceof Coroutine ? 'thread' : 'userdata';
}

export function isTruthy(value: LuaValue): boolean {
  return value !== undefined && value !== false;
}
