import type { ByteString } from '../../../../../harness/wire/reply.ts';
import type { Operations } from '../operations.ts';
import type { Runtime } from '../runtime.ts';
import { LuaTable } from '../table.ts';
import type { LuaValue } from '../value.ts';
import { Arguments } from './arguments.ts';
import { formatText } from './format.ts';
import { addNatives, addResumables } from './library.ts';
import { find, findAll, match } from './search.ts';
import { substitute } from './substitute.ts';

/** What C leaves on its stack for the results of one call, LUAI_MAXCSTACK. */
const RESULTS_MAX = 8000;
const BYTE_MAX = 255;

export function stringLibrary(runtime: Runtime, operations: Operations): LuaTable {
  const check = new Arguments(runtime);
  const library = new LuaTable();
  addNatives(library, {
    byte: (args) => bytesOf(runtime, check, args),
    char: (args) => [charsOf(runtime, check, args)],
    dump: () => {
      throw runtime.error('unable to dump given function');
    },
    find: (args) => find({ runtime, check }, args),
    format: (args) => [formatText({ runtime, check }, args)],
    gmatch: (args) => [findAll({ runtime, check }, args)],
    len: (args) => [check.text(args, 1).length],
    lower: (args) => [check.text(args, 1).replace(/[A-Z]+/g, (part) => part.toLowerCase())],
    match: (args) => match({ runtime, check }, args),
    rep: (args) => {
      const text = check.text(args, 1);
      return [text.repeat(Math.max(0, check.int(args, 2)))];
    },
    reverse: (args) => [[...check.text(args, 1)].reverse().join('')],
    sub: (args) => [part(check, args)],
    upper: (args) => [check.text(args, 1).replace(/[a-z]+/g, (part) => part.toUpperCase())],
  });
  addResumables(library, { gsub: (args) => substitute({ runtime, check, operations }, args) });
  library.set('gfind', library.get('gmatch'));
  const metatable = new LuaTable();
  metatable.set('__index', library);
  runtime.metatables.ofStrings = metatable;
  return library;
}

/** Where a position that may count from the end stands. */
function fromStart(position: number, length: number): number {
  return position < 0 ? Math.max(0, length + position + 1) : position;
}

function part(check: Arguments, args: LuaValue[]): ByteString {
  const text = check.text(args, 1);
  const start = fromStart(check.integer(args, 2), text.length);
  const end = fromStart(check.optionalInteger(args, 3, -1), text.length);
  return text.slice(Math.max(start, 1) - 1, Math.max(end, 0));
}

function bytesOf(runtime: Runtime, check: Arguments, args: LuaValue[]): LuaValue[] {
  const text = check.text(args, 1);
  const start = fromStart(check.optionalInteger(args, 2, 1), text.length);
  const end = fromStart(check.optionalInteger(args, 3, start), text.length);
  const bytes = text.slice(Math.max(start, 1) - 1, Math.max(end, 0));
  if (bytes.length + args.length > RESULTS_MAX) {
    throw runtime.error('stack overflow (string slice too long)');
  }
  return Array.from(bytes, (byte) => byte.charCodeAt(0));
}

function charsOf(runtime: Runtime, check: Arguments, args: LuaValue[]): ByteString {
  let text = '';
  for (let position = 1; position <= args.length; position++) {
    const code = check.int(args, position);
    if (code < 0 || code > BYTE_MAX) throw runtime.argumentError(position, 'invalid value');
    text += String.fromCharCode(code);
  }
  return text;
}
