/** Puts the parts of a state together. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { compile } from './compile.ts';
import { Drand48 } from './drand48.ts';
import type { Execution, LuaState } from './engine.ts';
import { Driver } from './execution.ts';
import type { LuaFunction } from './function.ts';
import { addBase } from './library/base.ts';
import { coroutineLibrary } from './library/coroutine.ts';
import { addNatives } from './library/library.ts';
import { mathLibrary } from './library/math.ts';
import { addProtected } from './library/protected.ts';
import { stringLibrary } from './library/string.ts';
import { tableLibrary } from './library/table.ts';
import { Operations } from './operations.ts';
import { Runtime } from './runtime.ts';
import { LuaTable } from './table.ts';
import type { LuaValue } from './value.ts';

export interface StateOptions {
  /** What `pcall` answers after `false`; the error's value as it is, when left out. */
  readonly caughtValues?: (value: LuaValue) => LuaValue[];
  /** Processor time in seconds, for `os.clock`. */
  readonly clock?: () => number;
}

/** A fresh state with the libraries that a sandbox may have: base, string, table, math, coroutine, os.clock. */
export function createState(options: StateOptions = {}): LuaState {
  const { caughtValues = (value: LuaValue) => [value], clock = () => performance.now() / 1000 } =
    options;
  const runtime = new Runtime();
  const operations = new Operations(runtime);
  const random = new Drand48();
  const { globals } = runtime;
  const load = (source: ByteString, name: ByteString, environment = globals): LuaFunction =>
    compile(source, name, { runtime, operations, globals: environment });
  addBase(runtime);
  addProtected(runtime, { load, caughtValues });
  globals.set('string', stringLibrary(runtime, operations));
  globals.set('table', tableLibrary(runtime, operations));
  globals.set('math', mathLibrary(runtime, random));
  globals.set('coroutine', coroutineLibrary(runtime));
  globals.set('os', addNatives(new LuaTable(), { clock: () => [clock()] }));
  const start = (callee: LuaFunction, args: LuaValue[]): Execution =>
    new Driver(runtime, callee, args);
  return {
    globals,
    load,
    start,
    call: (callee, args) => new Driver(runtime, callee, args).runToEnd(),
    error: (message) => runtime.error(message),
    argumentError: (position, problem) => runtime.argumentError(position, problem),
    get stringMetatable() {
      return runtime.metatables.ofStrings;
    },
    seedRandom: (seed) => random.seed(seed),
  };
}
