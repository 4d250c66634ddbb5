/** Makes what scripts share unchangeable, and a misspelt global an error. */
import { nativeOf } from '../libraries/library.ts';
import type { LuaState } from '../lua/engine.ts';
import { LuaTable } from '../lua/table.ts';

/** Protects a table of globals with everything in it; a name that it does not have is an error. */
export function protectGlobals(state: LuaState, globals: LuaTable): void {
  const strict = new LuaTable();
  strict.set(
    '__index',
    nativeOf(state, (args) => {
      const name = args.value(2);
      return args.fail(`Script attempted to access nonexistent global variable '${String(name)}'`);
    }),
  );
  globals.metatable = strict;
  makeReadonly(globals);
}

/** Makes a table and all that it leads to readonly. */
export function makeReadonly(table: LuaTable): void {
  if (table.readonly) return;
  table.readonly = true;
  if (table.metatable !== undefined) makeReadonly(table.metatable);
  for (let entry = table.next(undefined); entry !== undefined; entry = table.next(entry[0])) {
    if (entry[1] instanceof LuaTable) makeReadonly(entry[1]);
  }
}
