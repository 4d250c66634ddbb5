/** The slow paths of Lua's operations: conversions, metamethods, and errors that name the operand. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { type ArithmeticOperator, calculate, EVENT_OF } from './arithmetic.ts';
import { isTruthy, toNumber, toText, typeName } from './convert.ts';
import type { LuaError } from './error.ts';
import type { Frame } from './frame.ts';
import { LuaFunction, type Running } from './function.ts';
import { CHAIN_MAX, type Runtime } from './runtime.ts';
import { LuaTable } from './table.ts';
import type { LuaKey, LuaValue } from './value.ts';

export class Operations {
  private readonly runtime: Runtime;

  constructor(runtime: Runtime) {
    this.runtime = runtime;
  }

  *index(object: LuaValue, key: LuaValue, frame: Frame, site: number): Running<LuaValue> {
    const { runtime } = this;
    let holder = object;
    for (let i = 0; i < CHAIN_MAX; i++) {
      if (holder instanceof LuaTable) {
        const value = holder.get(key);
        if (value !== undefined || holder.metatable === undefined) return value;
      }
      const method = runtime.metatables.method(holder, '__index');
      if (method instanceof LuaFunction) {
        return yield* runtime.callMethod(method, [holder, key], frame, site);
      }
      if (method === undefined) {
        if (holder instanceof LuaTable) return undefined;
        throw runtime.typeError('index', holder, { frame, site, operand: i === 0 ? 0 : -1 });
      }
      holder = method;
    }
    throw this.errorAt('loop in gettable', frame, site);
  }

  *setIndex(
    object: LuaValue,
    key: LuaValue,
    value: LuaValue,
    frame: Frame,
    site: number,
  ): Running<void> {
    const { runtime } = this;
    let holder = object;
    for (let i = 0; i < CHAIN_MAX; i++) {
      if (holder instanceof LuaTable) {
        if (holder.readonly) throw this.errorAt(READONLY, frame, site);
        const method = holder.metatable?.get('__newindex');
        if (method === undefined || holder.get(key) !== undefined) {
          holder.set(this.asKey(key, frame, site), value);
          return;
        }
      }
      const method = runtime.metatables.method(holder, '__newindex');
      if (method instanceof LuaFunction) {
        yield* runtime.callMethod(method, [holder, key, value], frame, site);
        return;
      }
      if (method === undefined) {
        throw runtime.typeError('index', holder, { frame, site, operand: i === 0 ? 0 : -1 });
      }
      holder = method;
    }
    throw this.errorAt('loop in settable', frame, site);
  }

  *arithmetic(
    operator: ArithmeticOperator,
    left: LuaValue,
    right: LuaValue,
    frame: Frame,
    site: number,
  ): Running<LuaValue> {
    const { runtime } = this;
    const a = toNumber(left);
    const b = toNumber(right);
    if (a !== undefined && b !== undefined) return calculate(operator, a, b);
    const event = EVENT_OF[operator];
    const method =
      runtime.metatables.method(left, event) ?? runtime.metatables.method(right, event);
    if (method !== undefined) return yield* runtime.callMethod(method, [left, right], frame, site);
    const [culprit, operand] = a === undefined ? [left, 0] : [right, 1];
    throw runtime.typeError('perform arithmetic on', culprit, { frame, site, operand });
  }

  /** Joins from the right, as Lua does: a metamethod takes part in pairs. */
  *concatenate(values: LuaValue[], frame: Frame, site: number): Running<LuaValue> {
    const { runtime } = this;
    let right = values.at(-1);
    for (let i = values.length - 2; i >= 0; i--) {
      const left = values[i];
      const a = toText(left);
      const b = toText(right);
      if (a !== undefined && b !== undefined) {
        right = a + b;
        continue;
      }
      const method =
        runtime.metatables.method(left, '__concat') ?? runtime.metatables.method(right, '__concat');
      if (method === undefined) {
        const [culprit, operand] = a === undefined ? [left, i] : [right, i + 1];
        throw runtime.typeError('concatenate', culprit, { frame, site, operand });
      }
      right = yield* runtime.callMethod(method, [left, right], frame, site);
    }
    return right;
  }

  *equal(left: LuaTable, right: LuaTable, frame: Frame, site: number): Running<boolean> {
    const method = this.runtime.metatables.shared(left, right, '__eq');
    if (method === undefined) return false;
    return isTruthy(yield* this.runtime.callMethod(method, [left, right], frame, site));
  }

  *less(left: LuaValue, right: LuaValue, frame: Frame, site: number): Running<boolean> {
    if (typeof left === 'number' && typeof right === 'number') return left < right;
    if (typeof left === 'string' && typeof right === 'string') return left < right;
    const method = this.comparison(left, right, '__lt');
    if (method === undefined) throw this.incomparable(left, right, frame, site);
    return isTruthy(yield* this.runtime.callMethod(method, [left, right], frame, site));
  }

  *lessOrEqual(left: LuaValue, right: LuaValue, frame: Frame, site: number): Running<boolean> {
    if (typeof left === 'number' && typeof right === 'number') return left <= right;
    if (typeof left === 'string' && typeof right === 'string') return left <= right;
    const method = this.comparison(left, right, '__le');
    if (method !== undefined) {
      return isTruthy(yield* this.runtime.callMethod(method, [left, right], frame, site));
    }
    // Lua 5.1 makes do with the opposite of `right < left`.
    const opposite = this.comparison(left, right, '__lt');
    if (opposite === undefined) throw this.incomparable(left, right, frame, site);
    return !isTruthy(yield* this.runtime.callMethod(opposite, [right, left], frame, site));
  }

  length(value: LuaValue, frame: Frame, site: number): number {
    if (typeof value === 'string') return value.length;
    if (value instanceof LuaTable) return value.length();
    throw this.runtime.typeError('get length of', value, { frame, site });
  }

  /** A bound of a numeric `for`; `what` is how the message calls it. */
  forNumber(value: LuaValue, what: ByteString, frame: Frame, site: number): number {
    const number = toNumber(value);
    if (number === undefined) throw this.errorAt(`'for' ${what} must be a number`, frame, site);
    return number;
  }

  /** All operands as one string; nothing when one of them is neither string nor number. */
  joined(values: readonly LuaValue[]): ByteString | undefined {
    let text = '';
    for (const value of values) {
      const part = toText(value);
      if (part === undefined) return undefined;
      text += part;
    }
    return text;
  }

  /** The table `arg` of a function that has extra arguments and does not use `...`. */
  argTable(extra: readonly LuaValue[]): LuaTable {
    const table = LuaTable.of(extra);
    table.set('n', extra.length);
    return table;
  }

  private comparison(left: LuaValue, right: LuaValue, event: ByteString): LuaValue {
    if (typeName(left) !== typeName(right)) return undefined;
    return this.runtime.metatables.shared(left, right, event);
  }

  private incomparable(left: LuaValue, right: LuaValue, frame: Frame, site: number): LuaError {
    const [a, b] = [typeName(left), typeName(right)];
    const what = a === b ? `two ${a} values` : `${a} with ${b}`;
    return this.errorAt(`attempt to compare ${what}`, frame, site);
  }

  private asKey(key: LuaValue, frame: Frame, site: number): LuaKey {
    if (key === undefined) throw this.errorAt('table index is nil', frame, site);
    if (Number.isNaN(key)) throw this.errorAt('table index is NaN', frame, site);
    return key;
  }

  private errorAt(message: ByteString, frame: Frame, site: number): LuaError {
    frame.site = site;
    this.runtime.frame = frame;
    return this.runtime.errorAt(frame, message);
  }
}

/** How this patched Lua refuses to write to a table of the host. */
export const READONLY = 'Attempt to modify a readonly table';
