/** `redis.register_function`: a name and a function, or one table of named arguments. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { raise } from '../api/redis-table.ts';
import { isScriptFlag, type ScriptFlag } from '../flags.ts';
import { toText } from '../lua/convert.ts';
import { LuaFunction } from '../lua/function.ts';
import { LuaTable } from '../lua/table.ts';
import type { LuaValue } from '../lua/value.ts';

export interface Registration {
  readonly name: ByteString;
  readonly callback: LuaFunction;
  readonly description: ByteString | undefined;
  readonly flags: ReadonlySet<ScriptFlag>;
}

const SELF = 'redis.register_function';

export function registrationOf(values: readonly LuaValue[]): Registration {
  const [first, second] = values;
  if (values.length === 1) {
    return first instanceof LuaTable
      ? byName(first)
      : raise(
          `calling ${SELF} with a single argument is only applicable to Lua table (representing named arguments).`,
        );
  }
  if (values.length !== 2) return raise(`wrong number of arguments to ${SELF}`);
  const name = toText(first) ?? raise(`first argument to ${SELF} must be a string`);
  if (!(second instanceof LuaFunction)) {
    return raise(`second argument to ${SELF} must be a function`);
  }
  return { name, callback: second, description: undefined, flags: new Set() };
}

function byName(table: LuaTable): Registration {
  let name: ByteString | undefined;
  let callback: LuaFunction | undefined;
  let description: ByteString | undefined;
  let flags: ReadonlySet<ScriptFlag> = new Set();
  for (let entry = table.next(undefined); entry !== undefined; entry = table.next(entry[0])) {
    const [key, value] = entry;
    switch (toText(key)?.toLowerCase()) {
      case undefined:
        return raise(`named argument key given to ${SELF} is not a string`);
      case 'function_name':
        name = textOf(value, 'function_name');
        break;
      case 'description':
        description = textOf(value, 'description');
        break;
      case 'callback':
        if (!(value instanceof LuaFunction)) {
          return raise(`callback argument given to ${SELF} must be a function`);
        }
        callback = value;
        break;
      case 'flags':
        flags = flagsOf(value);
        break;
      default:
        return raise(`unknown argument given to ${SELF}`);
    }
  }
  if (name === undefined) return raise(`${SELF} must get a function name argument`);
  if (callback === undefined) return raise(`${SELF} must get a callback argument`);
  return { name, callback, description, flags };
}

function textOf(value: LuaValue, argument: string): ByteString {
  return toText(value) ?? raise(`${argument} argument given to ${SELF} must be a string`);
}

function flagsOf(value: LuaValue): ReadonlySet<ScriptFlag> {
  if (!(value instanceof LuaTable)) {
    return raise(`flags argument to ${SELF} must be a table representing function flags`);
  }
  const flags = new Set<ScriptFlag>();
  for (let index = 1; ; index++) {
    const flag = value.get(index);
    if (flag === undefined) return flags;
    if (typeof flag !== 'string' || !isScriptFlag(flag)) return raise('unknown flag given');
    flags.add(flag);
  }
}
