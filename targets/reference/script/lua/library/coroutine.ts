import { toText } from '../convert.ts';
import { Coroutine } from '../coroutine.ts';
import { LuaError } from '../error.ts';
import { LuaFunction, type Running } from '../function.ts';
import type { Runtime } from '../runtime.ts';
import { LuaTable } from '../table.ts';
import type { LuaValue } from '../value.ts';
import { addNatives, addResumables } from './library.ts';

const CANNOT_YIELD = 'attempt to yield across metamethod/C-call boundary';

export function coroutineLibrary(runtime: Runtime): LuaTable {
  const library = new LuaTable();
  addNatives(library, {
    create: ([entry]) => [create(runtime, entry)],
    running: () => (runtime.coroutine?.isMain === false ? [runtime.coroutine] : [undefined]),
    status: ([coroutine]) => [expectCoroutine(runtime, coroutine).status],
    wrap: ([entry]) => {
      const coroutine = create(runtime, entry);
      return [LuaFunction.resumable((args) => resumeWrapped(runtime, coroutine, args))];
    },
  });
  return addResumables(library, {
    resume: function* ([value, ...args]) {
      const coroutine = expectCoroutine(runtime, value);
      return yield { kind: 'resume', coroutine, args };
    },
    yield: function* (args) {
      const { coroutine, frame } = runtime;
      if (frame.nativeDepth > (coroutine?.nativeDepth ?? 0)) throw new LuaError(CANNOT_YIELD);
      return yield { kind: 'yield', values: args };
    },
  });
}

function create(runtime: Runtime, entry: LuaValue): Coroutine {
  if (entry instanceof LuaFunction && entry.body !== undefined) return new Coroutine(entry);
  throw runtime.argumentError(1, 'Lua function expected');
}

function expectCoroutine(runtime: Runtime, value: LuaValue): Coroutine {
  if (value instanceof Coroutine) return value;
  throw runtime.argumentError(1, 'coroutine expected');
}

/** Errors go on to the caller, with its position before a text. */
function* resumeWrapped(
  runtime: Runtime,
  coroutine: Coroutine,
  args: LuaValue[],
): Running<LuaValue[]> {
  const caller = runtime.frame;
  const [succeeded, ...results] = yield { kind: 'resume', coroutine, args };
  runtime.frame = caller;
  if (succeeded === true) return results;
  const text = toText(results[0]);
  throw text === undefined ? new LuaError(results[0]) : runtime.error(text);
}
