/** `find`, `match` and `gmatch`. */

import { isTruthy } from '../convert.ts';
import { LuaFunction } from '../function.ts';
import type { LuaValue } from '../value.ts';
import type { StringContext } from './format.ts';
import { Matcher } from './pattern.ts';

const SPECIALS = /[$*+?.([%^-]/;

export function find(context: StringContext, args: LuaValue[]): LuaValue[] {
  const { check } = context;
  const text = check.text(args, 1);
  const pattern = check.text(args, 2);
  const start = startOf(context, args, text.length);
  // Lua looks for specials up to a NUL only.
  const isPlain = isTruthy(args[3]) || !SPECIALS.test(pattern.split('\0', 1)[0] ?? '');
  if (!isPlain) return search(context, { text, pattern, start, isFind: true });
  const at = text.indexOf(pattern, start);
  return at < 0 ? [undefined] : [at + 1, at + pattern.length];
}

export function match(context: StringContext, args: LuaValue[]): LuaValue[] {
  const { check } = context;
  const text = check.text(args, 1);
  const pattern = check.text(args, 2);
  const start = startOf(context, args, text.length);
  return search(context, { text, pattern, start, isFind: false });
}

/** Where to begin: counted from 1, or from the end; never behind it. */
function startOf({ check }: StringContext, args: LuaValue[], length: number): number {
  const given = check.optionalInteger(args, 3, 1);
  const start = given < 0 ? length + given + 1 : given;
  return Math.min(Math.max(start - 1, 0), length);
}

function search(
  { runtime }: StringContext,
  {
    text,
    pattern,
    start,
    isFind,
  }: { text: string; pattern: string; start: number; isFind: boolean },
): LuaValue[] {
  const matcher = new Matcher(text, pattern, (problem) => runtime.error(problem));
  const isAnchored = pattern.startsWith('^');
  for (let at = start; at <= text.length; at++) {
    const end = matcher.matchAt(at, isAnchored ? 1 : 0);
    if (end >= 0) {
      if (!isFind) return matcher.captured(at, end);
      const captures = matcher.captures.length === 0 ? [] : matcher.captured(at, end);
      return [at + 1, end, ...captures];
    }
    if (isAnchored) break;
  }
  return [undefined];
}

/** The iterator of `gmatch`, in which `^` has no meaning. */
export function findAll({ runtime, check }: StringContext, args: LuaValue[]): LuaFunction {
  const text = check.text(args, 1);
  const matcher = new Matcher(text, check.text(args, 2), (problem) => runtime.error(problem));
  let from = 0;
  return LuaFunction.native(() => {
    for (let at = from; at <= text.length; at++) {
      const end = matcher.matchAt(at, 0);
      if (end < 0) continue;
      from = end === at ? end + 1 : end;
      return matcher.captured(at, end);
    }
    return [];
  });
}
