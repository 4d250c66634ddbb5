/** The library cmsgpack 0.4.0 (https://github.com/antirez/lua-cmsgpack describes it). */
import type { ByteString } from '../../../../../harness/wire/reply.ts';
import type { LuaState } from '../../lua/engine.ts';
import type { LuaTable } from '../../lua/table.ts';
import type { LuaValue } from '../../lua/value.ts';
import type { Arguments } from '../arguments.ts';
import { libraryOf } from '../library.ts';
import { packValue } from './pack.ts';
import { UnpackError, Unpacker } from './unpack.ts';

export function cmsgpackLibrary(state: LuaState): LuaTable {
  return libraryOf(
    state,
    {
      pack,
      unpack: (args) => values(args, { bytes: args.text(1), start: 0, most: Infinity }).found,
      unpack_one: (args) => partly(args, args.lacks(2) ? 0 : args.integer(2), 1),
      unpack_limit: (args) => {
        const most = args.integer(2);
        return partly(args, args.lacks(3) ? 0 : args.integer(3), most);
      },
    },
    {
      _NAME: 'cmsgpack',
      _VERSION: 'lua-cmsgpack 0.4.0',
      _COPYRIGHT: 'Copyright (C) 2012, Salvatore Sanfilippo',
      _DESCRIPTION: 'MessagePack C implementation for Lua',
    },
  );
}

function pack(args: Arguments): LuaValue[] {
  if (args.count === 0) args.refuse(0, 'MessagePack pack needs input.');
  let bytes = '';
  for (let position = 1; position <= args.count; position++) {
    bytes += packValue(args.value(position));
  }
  return [bytes];
}

interface Portion {
  readonly bytes: ByteString;
  readonly start: number;
  readonly most: number;
}

/** Some of the values, with the place of the next one before them, -1 when there is none. */
function partly(args: Arguments, start: number, most: number): LuaValue[] {
  const bytes = args.text(1);
  if (start < 0 || most < 0) {
    const request = `offset of ${start} and limit of ${bytes.length}`;
    args.fail(`Invalid request to unpack with ${request}.`);
  }
  if (start > bytes.length) {
    args.fail(`Start offset ${start} greater than input length ${bytes.length}.`);
  }
  // A limit of 0 from the start on asks for everything, and then no place is told.
  const all = most === 0 && start === 0;
  const { found, left } = values(args, { bytes, start, most: all ? Infinity : most });
  return all ? found : [left === 0 ? -1 : bytes.length - left, ...found];
}

function values(
  args: Arguments,
  { bytes, start, most }: Portion,
): { found: LuaValue[]; left: number } {
  const unpacker = new Unpacker(bytes, start);
  const found: LuaValue[] = [];
  try {
    while (unpacker.left > 0 && found.length < most) found.push(unpacker.value());
  } catch (thrown) {
    if (thrown instanceof UnpackError) args.fail(thrown.message);
    throw thrown;
  }
  return { found, left: unpacker.left };
}
