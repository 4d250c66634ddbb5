import { LuaObject } from './object.ts';
import type { Request } from './request.ts';
import type { Results } from './results.ts';
import type { LuaValue } from './value.ts';

/** A function of the host that runs to its end: arguments in, results out. */
export type Native = (args: LuaValue[]) => LuaValue[];

/** A function of the host that calls back into Lua or suspends. */
export type ResumableNative = (args: LuaValue[]) => Running<LuaValue[]>;

/** Lua code on its way: it yields what the driver must do before it can go on. */
export type Running<T> = Generator<Request, T, LuaValue[]>;

/** What a Lua function compiles to. One result comes as it is, any other number as `Results`. */
export type Body = (...args: LuaValue[]) => Running<LuaValue | Results>;

/** A Lua function; exactly one of the three forms is there. */
export class LuaFunction extends LuaObject {
  readonly body: Body | undefined;
  readonly native: Native | undefined;
  readonly resumable: ResumableNative | undefined;

  private constructor(
    body: Body | undefined,
    native: Native | undefined,
    resumable: ResumableNative | undefined,
  ) {
    super();
    this.body = body;
    this.native = native;
    this.resumable = resumable;
  }

  static compiled(body: Body): LuaFunction {
    return new LuaFunction(body, undefined, undefined);
  }

  static native(native: Native): LuaFunction {
    return new LuaFunction(undefined, native, undefined);
  }

  static resumable(resumable: ResumableNative): LuaFunction {
    return new LuaFunction(undefined, undefined, resumable);
  }
}
