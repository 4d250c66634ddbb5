/**
 * What compiled code runs on: the frame that is active, the steps left in this slice, how deep the
 * JavaScript stack may still get, and calls of every kind.
 *
 * A call made by compiled code is one JavaScript call (`yield*` of the callee's body) as long as the
 * stack is shallow; deeper ones go to the driver (execution.ts), which starts them on a fresh stack.
 */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { shownName } from './chunk-name.ts';
import { typeName } from './convert.ts';
import type { Coroutine } from './coroutine.ts';
import { LuaError, type Place } from './error.ts';
import { Frame } from './frame.ts';
import { LuaFunction, type Running } from './function.ts';
import { Metatables } from './metatables.ts';
import type { NamedAs } from './prototype.ts';
import { PAUSE } from './request.ts';
import { Results } from './results.ts';
import { LuaTable } from './table.ts';
import type { LuaValue } from './value.ts';

/** Lua's LUAI_MAXCCALLS. */
export const NATIVE_DEPTH_MAX = 200;
/** `__index` and `__newindex` may lead on so many times. */
export const CHAIN_MAX = 100;

interface Steps {
  next?: LuaFunction;
  inext?: LuaFunction;
}

export class Runtime {
  readonly globals: LuaTable = new LuaTable();
  readonly metatables: Metatables = new Metatables();
  frame: Frame = hostFrame(0);
  /** Calls and loop turns until this slice ends. */
  stepsLeft = 0;
  /** Calls from deeper frames are handed to the driver. */
  depthMax = 0;
  /** The coroutine that runs; at first that of the call itself. */
  coroutine: Coroutine | undefined = undefined;

  /** The natives that `pairs` and `ipairs` hand out, which loops know. */
  readonly steps: Steps = {};

  /** How a loop can walk without calling its iterator; nothing when it cannot. */
  walkOf(step: LuaValue, state: LuaValue, control: LuaValue): 'pairs' | 'ipairs' | undefined {
    if (!(state instanceof LuaTable) || step === undefined) return undefined;
    if (step === this.steps.next && control === undefined) return 'pairs';
    return step === this.steps.inext && control === 0 ? 'ipairs' : undefined;
  }

  /** At the start of a function, when steps or depth are used up. */
  *checkpoint(frame: Frame): Running<void> {
    if (frame.isTooDeep) throw this.errorAt(frame.parent, 'stack overflow');
    if (this.stepsLeft < 0) yield PAUSE;
  }

  /** Calls a value from the active frame. */
  *call(callee: LuaValue, args: LuaValue[]): Running<LuaValue[]> {
    if (!(callee instanceof LuaFunction)) return yield* this.callObject(callee, args);
    if (callee.native !== undefined) return callee.native(args);
    if (callee.resumable !== undefined) return yield* callee.resumable(args);
    if (callee.body === undefined) return [];
    if (this.frame.depth >= this.depthMax) return yield { kind: 'call', callee, args };
    const from = this.frame;
    const result = yield* callee.body(...args);
    return result instanceof Results ? yield* this.all(result, from) : [result];
  }

  /** All results of a call that `from` made; runs tail calls until there are some. */
  *all(results: Results, from: Frame): Running<LuaValue[]> {
    let result: LuaValue | Results = results;
    while (result instanceof Results) {
      const { tail, values }: Results = result;
      if (tail?.body === undefined) return values;
      this.frame = from.tail();
      result = yield* tail.body(...values);
    }
    return [result];
  }

  /** The first result of a call that `from` made. */
  *first(results: Results, from: Frame): Running<LuaValue> {
    if (results.tail === undefined) return results.values[0];
    return (yield* this.all(results, from))[0];
  }

  /** What `return f(…)` gives to the caller of the function. */
  *tailCall(callee: LuaValue, args: LuaValue[]): Running<LuaValue | Results> {
    if (callee instanceof LuaFunction && callee.body !== undefined)
      return new Results(args, callee);
    return pack(yield* this.call(callee, args));
  }

  /** Calls a metamethod for the operation at `site` of a frame. */
  *callMethod(method: LuaValue, args: LuaValue[], frame: Frame, site: number): Running<LuaValue> {
    frame.site = site;
    this.frame = frame.deeper({ namesCallee: false });
    if (this.frame.nativeDepth >= NATIVE_DEPTH_MAX) throw this.errorAt(frame, 'C stack overflow');
    return (yield* this.call(method, args))[0];
  }

  /** Calls back from a native that was called by `caller`; it is a level of its own. */
  *callBack(callee: LuaValue, args: LuaValue[], caller: Frame): Running<LuaValue[]> {
    this.frame = new Frame(undefined, caller, caller.nativeDepth + 1);
    if (this.frame.nativeDepth >= NATIVE_DEPTH_MAX) throw new LuaError('C stack overflow');
    const results = yield* this.call(callee, args);
    this.frame = caller;
    return results;
  }

  /** An error with the position of the frame's current line. */
  errorAt(frame: Frame | undefined, message: ByteString): LuaError {
    return new LuaError(positionText(frame) + message);
  }

  /** The position of the caller's caller, and so on: what `error` puts before its message. */
  positionAt(level: number): ByteString {
    let at: Frame | undefined = this.frame;
    for (let i = 1; i < level; i++) at = at?.parent;
    return positionText(at);
  }

  /** An error of a native, with the position of the Lua code that called it. */
  error(message: ByteString): LuaError {
    return this.errorAt(this.frame, message);
  }

  /** A type error; `operand` says which name of the site belongs to the value. */
  typeError(
    action: ByteString,
    value: LuaValue,
    { frame, site, operand = 0 }: { frame: Frame; site: number; operand?: number },
  ): LuaError {
    frame.site = site;
    this.frame = frame;
    const named = frame.prototype?.sites[site]?.names[operand];
    return this.errorAt(frame, `attempt to ${action} ${described(value, named)}`);
  }

  /** `bad argument #1 to 'name' (problem)`, with the name by which the native was called. */
  argumentError(position: number, problem: ByteString): LuaError {
    const { frame } = this;
    const named = frame.namesCallee ? siteOf(frame)?.names.at(-1) : undefined;
    if (named?.kind !== 'method') {
      const name = named?.name ?? '?';
      return this.error(`bad argument #${position} to '${name}' (${problem})`);
    }
    if (position === 1) return this.error(`calling '${named.name}' on bad self (${problem})`);
    return this.error(`bad argument #${position - 1} to '${named.name}' (${problem})`);
  }

  /** What JavaScript threw, as the error that a script sees; our own mistakes are thrown on. */
  asLuaError(thrown: unknown): LuaError {
    if (thrown instanceof LuaError) return thrown;
    if (thrown instanceof RangeError) {
      const isStack = thrown.message.includes('call stack');
      return isStack ? this.error('stack overflow') : new LuaError('not enough memory');
    }
    throw thrown;
  }

  private *callObject(callee: LuaValue, args: LuaValue[]): Running<LuaValue[]> {
    const method = this.metatables.method(callee, '__call');
    if (method instanceof LuaFunction) return yield* this.call(method, [callee, ...args]);
    const { frame } = this;
    throw this.typeError('call', callee, { frame, site: frame.site });
  }
}

/** The frame below the first one of a call or a coroutine. */
export function hostFrame(nativeDepth: number): Frame {
  return new Frame(undefined, undefined, nativeDepth);
}

/** Results as compiled code passes them. */
export function pack(values: LuaValue[]): LuaValue | Results {
  return values.length === 1 ? values[0] : new Results(values);
}

/** `chunk:line: ` for Lua code, nothing for natives. */
export function positionText(frame: Frame | undefined): ByteString {
  const place = frame && placeOf(frame);
  return place === undefined ? '' : `${shownName(place.source)}:${place.line}: `;
}

/** The innermost line of Lua code from a frame down. */
export function innermostPlace(frame: Frame | undefined): Place | undefined {
  for (let at = frame; at !== undefined; at = at.parent) {
    const place = placeOf(at);
    if (place !== undefined) return place;
  }
  return undefined;
}

function placeOf(frame: Frame): Place | undefined {
  const line = siteOf(frame)?.line;
  return line === undefined || frame.prototype === undefined
    ? undefined
    : { source: frame.prototype.source, line };
}

function siteOf(
  frame: Frame,
): { line: number; names: readonly (NamedAs | undefined)[] } | undefined {
  return frame.prototype?.sites[frame.site];
}

function described(value: LuaValue, named: NamedAs | undefined): ByteString {
  const type = typeName(value);
  return named === undefined
    ? `a ${type} value`
    : `${named.kind} '${named.name}' (a ${type} value)`;
}
