import { toText, typeName } from '../convert.ts';
import type { Running } from '../function.ts';
import { LuaFunction } from '../function.ts';
import type { Operations } from '../operations.ts';
import type { Runtime } from '../runtime.ts';
import { LuaTable } from '../table.ts';
import type { LuaValue } from '../value.ts';
import { Arguments } from './arguments.ts';
import { addNatives, addResumables } from './library.ts';
import { sortTable } from './sort.ts';

export function tableLibrary(runtime: Runtime, operations: Operations): LuaTable {
  const check = new Arguments(runtime);
  const library = new LuaTable();
  addNatives(library, {
    concat: (args) => [concat(runtime, check, args)],
    getn: (args) => [check.table(args, 1).length()],
    insert: (args) => insert(runtime, check, args),
    maxn: (args) => [largestKey(check.table(args, 1))],
    remove: (args) => remove(check, args),
    setn: (args) => {
      check.table(args, 1);
      throw runtime.error("'setn' is obsolete");
    },
  });
  return addResumables(library, {
    foreach: (args) => forEach(runtime, check, args, (table) => pairsOf(table)),
    foreachi: (args) => forEach(runtime, check, args, (table) => itemsOf(table)),
    sort: (args) => {
      const table = check.table(args, 1);
      const [, order] = args;
      if (order !== undefined && !(order instanceof LuaFunction)) {
        throw check.wrongType(args, 2, 'function');
      }
      return sortTable({ runtime, operations }, table, order);
    },
  });
}

function concat(runtime: Runtime, check: Arguments, args: LuaValue[]): string {
  const table = check.table(args, 1);
  const separator = check.optionalText(args, 2, '');
  const first = check.optionalInt(args, 3, 1);
  const last = args[3] === undefined ? table.length() : check.int(args, 4);
  const parts: string[] = [];
  for (let i = first; i <= last; i++) {
    const value = table.get(i);
    const text = toText(value);
    if (text === undefined) {
      const type = typeName(value);
      throw runtime.error(`invalid value (${type}) at index ${i} in table for 'concat'`);
    }
    parts.push(text);
  }
  return parts.join(separator);
}

function insert(runtime: Runtime, check: Arguments, args: LuaValue[]): LuaValue[] {
  const end = check.table(args, 1).length() + 1;
  if (args.length !== 2 && args.length !== 3) {
    throw runtime.error("wrong number of arguments to 'insert'");
  }
  const position = args.length === 2 ? end : check.int(args, 2);
  const table = check.writable(args, 1);
  for (let i = Math.max(end, position); i > position; i--) table.set(i, table.get(i - 1));
  table.set(position, args.at(-1));
  return [];
}

function remove(check: Arguments, args: LuaValue[]): LuaValue[] {
  const end = check.table(args, 1).length();
  const position = check.optionalInt(args, 2, end);
  if (position < 1 || position > end) return [];
  const table = check.writable(args, 1);
  const removed = table.get(position);
  for (let i = position; i < end; i++) table.set(i, table.get(i + 1));
  table.set(end, undefined);
  return [removed];
}

function largestKey(table: LuaTable): number {
  let largest = 0;
  for (const [key] of pairsOf(table)) if (typeof key === 'number' && key > largest) largest = key;
  return largest;
}

function* pairsOf(table: LuaTable): Generator<[LuaValue, LuaValue]> {
  for (let at = table.positionAfter(0); at > 0; at = table.positionAfter(at)) {
    yield [table.keyAt(at), table.valueAt(at)];
  }
}

function* itemsOf(table: LuaTable): Generator<[LuaValue, LuaValue]> {
  const length = table.length();
  for (let i = 1; i <= length; i++) yield [i, table.get(i)];
}

/** Ends with the first result of the function that is not nil. */
function* forEach(
  runtime: Runtime,
  check: Arguments,
  args: LuaValue[],
  entriesOf: (table: LuaTable) => Iterable<[LuaValue, LuaValue]>,
): Running<LuaValue[]> {
  const caller = runtime.frame;
  const table = check.table(args, 1);
  const [, visit] = args;
  if (!(visit instanceof LuaFunction)) throw check.wrongType(args, 2, 'function');
  for (const entry of entriesOf(table)) {
    const [result] = yield* runtime.callBack(visit, entry, caller);
    if (result !== undefined) return [result];
  }
  return [];
}
