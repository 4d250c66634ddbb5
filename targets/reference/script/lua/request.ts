/** What running Lua code asks of the driver by yielding. */
import type { Coroutine } from './coroutine.ts';
import type { LuaFunction } from './function.ts';
import type { LuaValue } from './value.ts';

export type Request =
  /** The steps of this slice are used up. */
  | { readonly kind: 'pause' }
  /** A call that starts on a fresh JavaScript stack, because this one is deep enough. */
  | { readonly kind: 'call'; readonly callee: LuaFunction; readonly args: LuaValue[] }
  | { readonly kind: 'resume'; readonly coroutine: Coroutine; readonly args: LuaValue[] }
  | { readonly kind: 'yield'; readonly values: LuaValue[] };

export const PAUSE: Request = { kind: 'pause' };
