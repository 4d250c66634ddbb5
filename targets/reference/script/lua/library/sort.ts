/**
 * Quicksort with the median of three, after Sedgewick. Which algorithm it is shows in where elements
 * end up that compare as equal, so it takes the same steps as Lua's.
 */
import { isTruthy } from '../convert.ts';
import { Frame } from '../frame.ts';
import type { LuaFunction, Running } from '../function.ts';
import type { Operations } from '../operations.ts';
import { Results } from '../results.ts';
import type { Runtime } from '../runtime.ts';
import type { LuaTable } from '../table.ts';
import type { LuaValue } from '../value.ts';
import { refuseReadonly } from './arguments.ts';

export interface SortContext {
  readonly runtime: Runtime;
  readonly operations: Operations;
}

export function* sortTable(
  { runtime, operations }: SortContext,
  table: LuaTable,
  order: LuaFunction | undefined,
): Running<LuaValue[]> {
  const length = table.length();
  if (length < 2) return [];
  refuseReadonly(table);
  if (order === undefined && sortPlain(table, length)) return [];
  const caller = runtime.frame;
  const here = new Frame(undefined, caller, caller.nativeDepth + 1);
  const isLess = function* (left: LuaValue, right: LuaValue): Running<boolean> {
    if (order === undefined) return yield* operations.less(left, right, here, 0);
    if (order.body === undefined || here.depth >= runtime.depthMax) {
      return isTruthy((yield* runtime.callBack(order, [left, right], caller))[0]);
    }
    runtime.frame = here;
    const result = yield* order.body(left, right);
    return isTruthy(result instanceof Results ? yield* runtime.first(result, here) : result);
  };
  yield* sortRange(table, { low: 1, high: length }, isLess, () =>
    runtime.errorAt(caller, 'invalid order function for sorting'),
  );
  return [];
}

/** Only numbers, or only strings: equal ones cannot be told apart, so any algorithm will do. */
function sortPlain(table: LuaTable, length: number): boolean {
  const values = Array.from({ length }, (_, i) => table.get(i + 1));
  if (values.every((value) => typeof value === 'number' && !Number.isNaN(value))) {
    values.sort((a, b) => Number(a) - Number(b) || 0);
  } else if (values.every((value) => typeof value === 'string')) values.sort();
  else return false;
  for (const [i, value] of values.entries()) table.set(i + 1, value);
  return true;
}

type IsLess = (left: LuaValue, right: LuaValue) => Running<boolean>;

function* sortRange(
  table: LuaTable,
  { low, high }: { low: number; high: number },
  isLess: IsLess,
  disorder: () => Error,
): Running<void> {
  let from = low;
  let to = high;
  while (from < to) {
    const middle = yield* orderThree(table, from, to, isLess);
    if (middle === undefined) return;
    const split = yield* partition(table, { from, to, middle }, isLess, disorder);
    // The smaller part first, so that the stack stays low.
    const isLeftSmaller = split - from < to - split;
    const smaller = isLeftSmaller ? { low: from, high: split - 1 } : { low: split + 1, high: to };
    if (isLeftSmaller) from = split + 1;
    else to = split - 1;
    yield* sortRange(table, smaller, isLess, disorder);
  }
}

/** Puts the ends and the middle in order; the middle, or nothing when that was all. */
function* orderThree(
  table: LuaTable,
  from: number,
  to: number,
  isLess: IsLess,
): Running<number | undefined> {
  if (yield* isLess(table.get(to), table.get(from))) swap(table, from, to);
  if (to - from === 1) return undefined;
  const middle = Math.floor((from + to) / 2);
  if (yield* isLess(table.get(middle), table.get(from))) swap(table, middle, from);
  else if (yield* isLess(table.get(to), table.get(middle))) swap(table, middle, to);
  return to - from === 2 ? undefined : middle;
}

/** Where the pivot ends up. */
function* partition(
  table: LuaTable,
  { from, to, middle }: { from: number; to: number; middle: number },
  isLess: IsLess,
  disorder: () => Error,
): Running<number> {
  const pivot = table.get(middle);
  swap(table, middle, to - 1);
  let left = from;
  let right = to - 1;
  for (;;) {
    while (yield* isLess(table.get(++left), pivot)) if (left > to) throw disorder();
    while (yield* isLess(pivot, table.get(--right))) if (right < from) throw disorder();
    if (right < left) break;
    swap(table, left, right);
  }
  swap(table, to - 1, left);
  return left;
}

function swap(table: LuaTable, a: number, b: number): void {
  const value = table.get(a);
  table.set(a, table.get(b));
  table.set(b, value);
}
