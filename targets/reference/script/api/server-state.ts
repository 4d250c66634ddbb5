/** A Lua state with what every script may use: Lua's harmless parts and the server's libraries. */
import type { ScriptHost } from '../host.ts';
import type { Arguments } from '../libraries/arguments.ts';
import { bitLibrary } from '../libraries/bit.ts';
import { cjsonLibrary } from '../libraries/cjson/library.ts';
import { cmsgpackLibrary } from '../libraries/cmsgpack/library.ts';
import { nativeOf } from '../libraries/library.ts';
import { randomRoutines } from '../libraries/math-random.ts';
import { structLibrary } from '../libraries/struct/library.ts';
import type { LuaState } from '../lua/engine.ts';
import { LuaFunction } from '../lua/function.ts';
import { createState } from '../lua/state.ts';
import { LuaTable } from '../lua/table.ts';
import type { LuaValue } from '../lua/value.ts';
import { makeReadonly } from './protect.ts';

/** The globals of Lua that stay; there is no way to files, processes or other scripts' environments. */
const LUA_GLOBALS: ReadonlySet<unknown> = new Set([
  '_G',
  '_VERSION',
  'assert',
  'collectgarbage',
  'coroutine',
  'error',
  'gcinfo',
  'getmetatable',
  'ipairs',
  'load',
  'loadstring',
  'math',
  'next',
  'os',
  'pairs',
  'pcall',
  'rawequal',
  'rawget',
  'rawset',
  'select',
  'setmetatable',
  'string',
  'table',
  'tonumber',
  'tostring',
  'type',
  'unpack',
  'xpcall',
]);

/** The globals are not protected yet. */
export function createServerState(host: ScriptHost): LuaState {
  const state = createState({ caughtValues });
  const { globals } = state;
  keepOnly(globals, LUA_GLOBALS);
  keepOnly(tableIn(globals, 'os'), new Set(['clock']));
  for (const [name, routine] of Object.entries(randomRoutines(host.random))) {
    tableIn(globals, 'math').set(name, nativeOf(state, routine));
  }
  tableIn(globals, 'string').set('dump', nativeOf(state, dump));
  globals.set('bit', bitLibrary(state));
  globals.set('cjson', cjsonLibrary(state));
  globals.set('cmsgpack', cmsgpackLibrary(state));
  globals.set('struct', structLibrary(state));
  if (state.stringMetatable !== undefined) makeReadonly(state.stringMetatable);
  return state;
}

// How compiled code begins. More is not given, as nothing may load it.
const BYTECODE = '\x1bLuaQ';

function dump(args: Arguments): LuaValue[] {
  const value = args.value(1);
  if (!(value instanceof LuaFunction)) return args.mismatch(1, 'function');
  return value.body === undefined ? args.fail('unable to dump given function') : [BYTECODE];
}

/** Lua's `pcall` sees the text of an error that is a table; `redis.pcall` and `xpcall` see the table. */
function caughtValues(value: LuaValue): LuaValue[] {
  if (!(value instanceof LuaTable)) return [value];
  const text = value.get('err');
  // 7.2 leaves a field that is no text on its stack, where it is one more result.
  return typeof text === 'string' || typeof text === 'number' ? [text] : [value, text];
}

function keepOnly(table: LuaTable, names: ReadonlySet<unknown>): void {
  for (let entry = table.next(undefined); entry !== undefined; entry = table.next(entry[0])) {
    if (!names.has(entry[0])) table.set(entry[0], undefined);
  }
}

function tableIn(globals: LuaTable, name: string): LuaTable {
  const table = globals.get(name);
  if (!(table instanceof LuaTable)) throw new Error(`Lua without the library ${name}`);
  return table;
}
