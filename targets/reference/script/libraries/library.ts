/** Tables of natives, as scripts find them under a global name. */
import type { LuaState } from '../lua/engine.ts';
import { LuaFunction } from '../lua/function.ts';
import { LuaTable } from '../lua/table.ts';
import type { LuaValue } from '../lua/value.ts';
import { Arguments } from './arguments.ts';

/** What a native does with its arguments; it returns its results. */
export type Routine = (args: Arguments) => LuaValue[];

export function nativeOf(state: LuaState, routine: Routine): LuaFunction {
  return LuaFunction.native((values) => routine(new Arguments(state, values)));
}

/** A table of routines and constants. */
export function libraryOf(
  state: LuaState,
  routines: Readonly<Record<string, Routine>>,
  constants: Readonly<Record<string, LuaValue>> = {},
): LuaTable {
  const table = new LuaTable();
  for (const [name, value] of Object.entries(constants)) table.set(name, value);
  for (const [name, routine] of Object.entries(routines)) table.set(name, nativeOf(state, routine));
  return table;
}
