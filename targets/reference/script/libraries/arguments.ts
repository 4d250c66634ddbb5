/** What natives demand of their arguments, with the words of Lua's own libraries. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { toNumber, toText, typeName } from '../lua/convert.ts';
import type { LuaState } from '../lua/engine.ts';
import type { LuaValue } from '../lua/value.ts';

/** The arguments of one call of a native. Positions count from 1, as messages do. */
export class Arguments {
  readonly #state: LuaState;
  readonly #values: readonly LuaValue[];

  constructor(state: LuaState, values: readonly LuaValue[]) {
    this.#state = state;
    this.#values = values;
  }

  get count(): number {
    return this.#values.length;
  }

  value(position: number): LuaValue {
    return this.#values[position - 1];
  }

  /** Whether nothing, or nil, stands here. */
  lacks(position: number): boolean {
    return this.value(position) === undefined;
  }

  number(position: number): number {
    return toNumber(this.value(position)) ?? this.mismatch(position, 'number');
  }

  /** A number without its fraction. */
  integer(position: number): number {
    return Math.trunc(this.number(position));
  }

  text(position: number): ByteString {
    return toText(this.value(position)) ?? this.mismatch(position, 'string');
  }

  /** As `number`, for natives that take the end of the arguments for nil. */
  numberOrNil(position: number): number {
    return toNumber(this.value(position)) ?? this.mismatch(position, 'number', 'nil');
  }

  /** As `text`, for natives that take the end of the arguments for nil. */
  textOrNil(position: number): ByteString {
    return toText(this.value(position)) ?? this.mismatch(position, 'string', 'nil');
  }

  /** Raises `bad argument #1 to 'name' (problem)`. */
  refuse(position: number, problem: ByteString): never {
    throw this.#state.argumentError(position, problem);
  }

  /** Raises a message with the place of the call. */
  fail(message: ByteString): never {
    throw this.#state.error(message);
  }

  /** Raises `bad argument #1 to 'name' (number expected, got nil)`. */
  mismatch(position: number, wanted: string, absent = 'no value'): never {
    const got = position > this.count ? absent : typeName(this.value(position));
    return this.refuse(position, `${wanted} expected, got ${got}`);
  }
}
