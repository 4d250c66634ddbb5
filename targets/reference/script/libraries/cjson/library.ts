/**
 * The library cjson 2.1.0 as scripts of 7.2 have it (https://kyne.com.au/~mark/software/lua-cjson-manual.html,
 * and what live servers answer). Its settings last as long as the state; `cjson.new()` has its own.
 */
import type { LuaState } from '../../lua/engine.ts';
import type { LuaTable } from '../../lua/table.ts';
import { LuaUserdata } from '../../lua/userdata.ts';
import type { Arguments } from '../arguments.ts';
import { libraryOf } from '../library.ts';
import { decodeJson } from './decode.ts';
import { encodeJson } from './encode.ts';
import { defaultCjsonSettings, settingRoutines } from './settings.ts';

export function cjsonLibrary(
  state: LuaState,
  nothing: LuaUserdata = new LuaUserdata({ isNull: true }),
): LuaTable {
  const settings = defaultCjsonSettings();
  return libraryOf(
    state,
    {
      encode: (args) => {
        onlyOne(args);
        return [encodeJson(args.value(1), { settings, fail: (message) => args.fail(message) })];
      },
      decode: (args) => {
        onlyOne(args);
        const fail = (message: string) => args.fail(message);
        return [decodeJson(args.text(1), { settings, nothing, fail })];
      },
      new: () => [cjsonLibrary(state, nothing)],
      ...settingRoutines(settings),
    },
    { null: nothing, _NAME: 'cjson', _VERSION: '2.1.0' },
  );
}

function onlyOne(args: Arguments): void {
  if (args.count !== 1) args.refuse(1, 'expected 1 argument');
}
