/** Calls that catch errors, and chunks that scripts load. */
import type { ByteString } from '../../../../../harness/wire/reply.ts';
import { toText } from '../convert.ts';
import { LuaError } from '../error.ts';
import { LuaFunction, type Running } from '../function.ts';
import type { Runtime } from '../runtime.ts';
import type { LuaValue } from '../value.ts';
import { Arguments } from './arguments.ts';
import { addNatives, addResumables } from './library.ts';

export interface ProtectedOptions {
  readonly load: (source: ByteString, chunkName: ByteString) => LuaFunction;
  /** What `pcall` answers after `false`, in the place of an error's value. */
  readonly caughtValues: (value: LuaValue) => LuaValue[];
}

export function addProtected(runtime: Runtime, { load, caughtValues }: ProtectedOptions): void {
  const check = new Arguments(runtime);
  const tryLoad = (source: ByteString, chunkName: ByteString): LuaValue[] => {
    try {
      return [load(source, chunkName)];
    } catch (thrown) {
      return [undefined, runtime.asLuaError(thrown).value];
    }
  };
  addNatives(runtime.globals, {
    loadstring: (args) => {
      const source = check.text(args, 1);
      return tryLoad(source, check.optionalText(args, 2, source));
    },
  });
  addResumables(runtime.globals, {
    pcall: function* ([callee, ...args]) {
      const caller = runtime.frame;
      try {
        return [true, ...(yield* runtime.callBack(callee, args, caller))];
      } catch (thrown) {
        const error = runtime.asLuaError(thrown);
        runtime.frame = caller;
        return [false, ...caughtValues(error.value)];
      }
    },
    xpcall: (args) => callWithHandler(runtime, args[0], check.any(args, 2)),
    load: function* (args) {
      const [reader] = args;
      if (!(reader instanceof LuaFunction)) throw check.wrongType(args, 1, 'function');
      const chunkName = check.optionalText(args, 2, '=(load)');
      const caller = runtime.frame;
      try {
        const source = yield* readAll(runtime, reader);
        runtime.frame = caller;
        return tryLoad(source, chunkName);
      } catch (thrown) {
        const error = runtime.asLuaError(thrown);
        runtime.frame = caller;
        return [undefined, error.value];
      }
    },
  });
}

function* callWithHandler(
  runtime: Runtime,
  callee: LuaValue,
  handler: LuaValue,
): Running<LuaValue[]> {
  const caller = runtime.frame;
  try {
    return [true, ...(yield* runtime.callBack(callee, [], caller))];
  } catch (thrown) {
    const { value } = runtime.asLuaError(thrown);
    return [false, yield* handled(runtime, handler, value)];
  }
}

/** What the handler makes of an error; it runs above the place of the error. */
function* handled(runtime: Runtime, handler: LuaValue, value: LuaValue): Running<LuaValue> {
  try {
    return (yield* runtime.callBack(handler, [value], runtime.frame))[0];
  } catch (thrown) {
    if (runtime.asLuaError(thrown) instanceof LuaError) return 'error in error handling';
    throw thrown;
  }
}

/** The pieces of a reader function, which ends with nil or an empty string. */
function* readAll(runtime: Runtime, reader: LuaFunction): Running<ByteString> {
  const caller = runtime.frame;
  const pieces: ByteString[] = [];
  for (;;) {
    const [piece] = yield* runtime.callBack(reader, [], caller);
    if (piece === undefined) break;
    const text = toText(piece);
    if (text === undefined) throw runtime.error('reader function must return a string');
    if (text === '') break;
    pieces.push(text);
  }
  return pieces.join('');
}
