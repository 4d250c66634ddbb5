/**
 * Lua 5.1, and nothing of Redis: what the host of scripts needs to know.
 *
 * `load` compiles a chunk to JavaScript generator functions. `start` begins a call that runs in slices,
 * so that the event loop lives while a script does not end; `call` runs one to its end. Values are
 * JavaScript's own (value.ts), tables are LuaTable (table.ts), functions of the host are made by
 * `LuaFunction.native` (function.ts), and errors are LuaError (error.ts). `createState()` is in state.ts.
 */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import type { LuaError } from './error.ts';
import type { LuaFunction } from './function.ts';
import type { LuaTable } from './table.ts';
import type { LuaValue } from './value.ts';

export interface LuaState {
  readonly globals: LuaTable;
  /** The metatable that all strings share. */
  readonly stringMetatable: LuaTable | undefined;
  /** Compiles a chunk; throws LuaError with the syntax message. A name is `@file` or `=text`, or the source itself. */
  load(source: ByteString, chunkName: ByteString, environment?: LuaTable): LuaFunction;
  /** Calls a function and runs it to its end; throws LuaError. */
  call(callee: LuaFunction, args: LuaValue[]): LuaValue[];
  /** A call that has not begun yet. */
  start(callee: LuaFunction, args: LuaValue[]): Execution;
  /** An error as natives raise it, with the chunk and line of the Lua code that called: `user_script:1: …`. */
  error(message: ByteString): LuaError;
  /** As C functions complain: `bad argument #1 to 'name' (problem)`, the name as the script called it. */
  argumentError(position: number, problem: ByteString): LuaError;
  /** Starts the sequence of `math.random` anew. */
  seedRandom(seed: number): void;
}

export type Slice =
  | { readonly kind: 'done'; readonly values: LuaValue[] }
  | { readonly kind: 'paused' };

export interface Execution {
  /** Goes on for at most so many calls and loop turns; throws LuaError when the call fails. */
  run(stepsMax: number): Slice;
  /** Gives up what is left; no pcall of the script sees it. */
  kill(): void;
}
