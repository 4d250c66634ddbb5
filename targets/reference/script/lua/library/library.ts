import type { ByteString } from '../../../../../harness/wire/reply.ts';
import { LuaFunction, type Native, type ResumableNative } from '../function.ts';
import type { LuaTable } from '../table.ts';

/** Adds natives to a table under their names. */
export function addNatives(
  table: LuaTable,
  natives: Readonly<Record<ByteString, Native>>,
): LuaTable {
  for (const [name, native] of Object.entries(natives)) table.set(name, LuaFunction.native(native));
  return table;
}

export function addResumables(
  table: LuaTable,
  natives: Readonly<Record<ByteString, ResumableNative>>,
): LuaTable {
  for (const [name, native] of Object.entries(natives)) {
    table.set(name, LuaFunction.resumable(native));
  }
  return table;
}
