/** The globals of scripts, of functions, and of libraries while they are loaded. */

import { errorText } from '../failure.ts';
import type { ScriptHost } from '../host.ts';
import type { LuaState } from '../lua/engine.ts';
import { LuaFunction, type Native } from '../lua/function.ts';
import { LuaTable } from '../lua/table.ts';
import { makeReadonly, protectGlobals } from './protect.ts';
import { commonEntries, raise, runningEntries, SCRIPT_ENTRIES, tableOf } from './redis-table.ts';
import { createServerState } from './server-state.ts';

/** The state of EVAL. */
export function createScriptSandbox(host: ScriptHost): LuaState {
  const state = createServerState(host);
  state.globals.set('redis', tableOf({ ...runningEntries(host), ...SCRIPT_ENTRIES }));
  // Nothing here calls it; scripts that list their globals find it.
  state.globals.set('__redis__err__handler', LuaFunction.native(handleError));
  protectGlobals(state, state.globals);
  return state;
}

const handleError: Native = ([value]) => {
  if (value instanceof LuaTable) return [value];
  const table = new LuaTable();
  table.set('err', errorText(value));
  return [table];
};

/** The globals of one library; while it is loaded they have nothing but the means to register. */
export interface LibraryEnvironment {
  readonly globals: LuaTable;
  /** From now on the library's functions see what functions may use. */
  endLoading(): void;
}

export interface FunctionSandbox {
  readonly state: LuaState;
  environmentFor(register: Native): LibraryEnvironment;
}

/** The state of FCALL. */
export function createFunctionSandbox(host: ScriptHost): FunctionSandbox {
  const state = createServerState(host);
  state.globals.set('redis', tableOf(runningEntries(host)));
  protectGlobals(state, state.globals);
  return { state, environmentFor: (register) => environmentFor(state, register) };
}

function environmentFor(state: LuaState, register: Native): LibraryEnvironment {
  let loading = true;
  const redis = tableOf({
    ...commonEntries(),
    register_function: (values) =>
      loading
        ? register([...values])
        : raise('redis.register_function can only be called on FUNCTION LOAD command'),
  });
  protectGlobals(state, redis);
  const atFirst = new LuaTable();
  atFirst.set('redis', redis);
  protectGlobals(state, atFirst);
  const lookup = new LuaTable();
  lookup.set('__index', atFirst);
  const globals = new LuaTable();
  globals.metatable = lookup;
  makeReadonly(globals);
  return {
    globals,
    endLoading: () => {
      loading = false;
      lookup.set('__index', state.globals);
    },
  };
}
