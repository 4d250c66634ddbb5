/** A library of functions, loaded from its text. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { refuse } from '../../errors.ts';
import { raise } from '../api/redis-table.ts';
import type { FunctionSandbox } from '../api/sandbox.ts';
import { errorText } from '../failure.ts';
import { LuaError } from '../lua/error.ts';
import type { LuaFunction, Native } from '../lua/function.ts';
import type { LuaTable } from '../lua/table.ts';
import { isName, NOT_A_NAME, splitLibrary } from './metadata.ts';
import { type Registration, registrationOf } from './register.ts';

export interface LibraryFunction extends Registration {
  readonly library: Library;
}

export interface Library {
  readonly name: ByteString;
  readonly text: ByteString;
  /** In the order in which they were registered, by name as it is spelled. */
  readonly functions: ReadonlyMap<ByteString, LibraryFunction>;
}

// As long as live servers let a library run while it is loaded.
const LOAD_TIMEOUT_MS = 500;
const STEPS_PER_LOOK = 2000;

export interface Loading {
  readonly sandbox: FunctionSandbox;
  /** Milliseconds. */
  readonly clock: () => number;
  /** Told of the library's name before it runs; refuses one that is taken. */
  checkName(name: ByteString): void;
}

/** Runs a library's text, which registers its functions. */
export function loadLibrary(text: ByteString, { sandbox, clock, checkName }: Loading): Library {
  const { engine, name, body } = splitLibrary(text);
  if (!isName(name)) refuse(`ERR ${NOT_A_NAME}`);
  if (engine.toLowerCase() !== 'lua') refuse(`ERR Engine '${engine}' not found`);
  checkName(name);
  const functions = new Map<ByteString, LibraryFunction>();
  const library: Library = { name, text, functions };
  const environment = sandbox.environmentFor(registrar(library, functions));
  try {
    const chunk = compile(sandbox, body, environment.globals);
    run(sandbox, chunk, clock);
  } finally {
    environment.endLoading();
  }
  if (functions.size === 0) refuse('ERR No functions registered');
  return library;
}

function registrar(library: Library, functions: Map<ByteString, LibraryFunction>): Native {
  return (values) => {
    const registration = registrationOf(values);
    if (!isName(registration.name)) raise(NOT_A_NAME);
    if (functions.has(registration.name)) raise('Function already exists in the library');
    functions.set(registration.name, { ...registration, library });
    return [];
  };
}

function compile({ state }: FunctionSandbox, body: ByteString, globals: LuaTable): LuaFunction {
  try {
    return state.load(body, '@user_function', globals);
  } catch (thrown) {
    if (!(thrown instanceof LuaError)) throw thrown;
    return refuse(`ERR Error compiling function: ${String(thrown.value)}`);
  }
}

function run({ state }: FunctionSandbox, chunk: LuaFunction, clock: () => number): void {
  const execution = state.start(chunk, []);
  const startedAtMs = clock();
  try {
    while (execution.run(STEPS_PER_LOOK).kind === 'paused') {
      if (clock() - startedAtMs <= LOAD_TIMEOUT_MS) continue;
      execution.kill();
      raise('FUNCTION LOAD timeout');
    }
  } catch (thrown) {
    if (!(thrown instanceof LuaError)) throw thrown;
    refuse(`ERR Error registering functions: ${errorText(thrown.value)}`);
  }
}
