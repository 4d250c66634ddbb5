/** What a Lua variable can hold. `nil` is `undefined`; strings hold one byte in a char. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import type { Coroutine } from './coroutine.ts';
import type { LuaFunction } from './function.ts';
import type { LuaTable } from './table.ts';
import type { LuaUserdata } from './userdata.ts';

export type LuaValue =
  | undefined
  | boolean
  | number
  | ByteString
  | LuaTable
  | LuaFunction
  | Coroutine
  | LuaUserdata;

/** Everything that can be a key of a table. */
export type LuaKey = Exclude<LuaValue, undefined>;
