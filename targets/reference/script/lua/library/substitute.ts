/** `gsub`: the replacement is a template, a table or a function. */
import type { ByteString } from '../../../../../harness/wire/reply.ts';
import { isTruthy, toText, typeName } from '../convert.ts';
import { Frame } from '../frame.ts';
import { LuaFunction, type Running } from '../function.ts';
import type { Operations } from '../operations.ts';
import { LuaTable } from '../table.ts';
import type { LuaValue } from '../value.ts';
import type { StringContext } from './format.ts';
import { Matcher } from './pattern.ts';

export interface SubstituteContext extends StringContext {
  readonly operations: Operations;
}

interface Match {
  readonly matcher: Matcher;
  readonly start: number;
  readonly end: number;
  readonly whole: ByteString;
}

export function* substitute(context: SubstituteContext, args: LuaValue[]): Running<LuaValue[]> {
  const { runtime, check } = context;
  const caller = runtime.frame;
  const text = check.text(args, 1);
  const pattern = check.text(args, 2);
  const replacement = replacementOf(context, args[2]);
  const countMax = args[3] === undefined ? text.length + 1 : check.int(args, 4);
  const isAnchored = pattern.startsWith('^');
  const matcher = new Matcher(text, pattern, (problem) => runtime.errorAt(caller, problem));
  const parts: ByteString[] = [];
  let count = 0;
  let at = 0;
  while (count < countMax) {
    const end = matcher.matchAt(at, isAnchored ? 1 : 0);
    if (end >= 0) {
      count++;
      const found = { matcher, start: at, end, whole: text.slice(at, end) };
      parts.push(yield* replaced(context, replacement, found, caller));
    }
    if (end > at) at = end;
    else if (at < text.length) parts.push(text.charAt(at++));
    else break;
    if (isAnchored) break;
  }
  parts.push(text.slice(at));
  return [parts.join(''), count];
}

type Replacement = ByteString | LuaTable | LuaFunction;

function replacementOf({ runtime }: SubstituteContext, value: LuaValue): Replacement {
  if (value instanceof LuaTable || value instanceof LuaFunction) return value;
  const template = toText(value);
  if (template !== undefined) return template;
  throw runtime.argumentError(3, 'string/function/table expected');
}

function* replaced(
  { runtime, operations }: SubstituteContext,
  replacement: Replacement,
  match: Match,
  caller: Frame,
): Running<ByteString> {
  const { matcher, start, end, whole } = match;
  if (typeof replacement === 'string') return fillTemplate(replacement, match);
  const captures = matcher.captured(start, end);
  const value =
    replacement instanceof LuaFunction
      ? (yield* runtime.callBack(replacement, captures, caller))[0]
      : yield* operations.index(
          replacement,
          captures[0],
          new Frame(undefined, caller, caller.nativeDepth),
          0,
        );
  if (!isTruthy(value)) return whole;
  const text = toText(value);
  if (text !== undefined) return text;
  throw runtime.errorAt(caller, `invalid replacement value (a ${typeName(value)})`);
}

/** `%1` to `%9` are captures, `%0` is the match; before other chars a `%` only makes them plain. */
function fillTemplate(template: ByteString, { matcher, whole }: Match): ByteString {
  if (!template.includes('%')) return template;
  return template.replace(/%([\s\S]?)/g, (_, char: string) => {
    if (char === '0') return whole;
    if (!/[1-9]/.test(char)) return char === '' ? '\0' : char;
    // `%1` is the whole match where the pattern has no captures.
    if (char === '1' && matcher.captures.length === 0) return whole;
    return toText(matcher.capture(Number(char) - 1)) ?? '';
  });
}
