/**
 * Lua to JavaScript: every function becomes a generator function, so that the driver can stop it at
 * any loop turn or call. The names that the generated code uses for the runtime:
 *
 *   S runtime   O operations   G globals   P prototypes (p0, p1 …)   T LuaTable   F LuaFunction
 *   R Results   N no results   A a Frame's class   fr the frame of the function   va the extra arguments
 */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { modulo, power } from './arithmetic.ts';
import { shownName } from './chunk-name.ts';
import { emitValue } from './emit-expression.ts';
import { emitBlock, functionBody } from './emit-statement.ts';
import { FunctionEmitter, type Writers } from './emitter.ts';
import { LuaError } from './error.ts';
import { Frame } from './frame.ts';
import { type Body, LuaFunction } from './function.ts';
import { numberText } from './number-text.ts';
import type { Operations } from './operations.ts';
import { parseChunk } from './parser.ts';
import type { Prototype } from './prototype.ts';
import { PAUSE } from './request.ts';
import { NO_RESULTS, Results } from './results.ts';
import { pack, type Runtime } from './runtime.ts';
import { LuaTable } from './table.ts';

const WRITERS: Writers = { value: emitValue, block: emitBlock, body: functionBody };

const NAMES = [
  'S',
  'O',
  'G',
  'P',
  'T',
  'F',
  'R',
  'N',
  'A',
  'PAUSE',
  'pack',
  'modulo',
  'power',
  'text',
];

/** Compiles a chunk; throws LuaError with the syntax message. */
export function compile(
  source: ByteString,
  chunkName: ByteString,
  { runtime, operations, globals }: { runtime: Runtime; operations: Operations; globals: LuaTable },
): LuaFunction {
  const prototypes: Prototype[] = [];
  const instantiate = write(source, chunkName, prototypes);
  const body: Body = instantiate(
    runtime,
    operations,
    globals,
    prototypes,
    LuaTable,
    LuaFunction,
    Results,
    NO_RESULTS,
    Frame,
    PAUSE,
    pack,
    modulo,
    power,
    numberText,
  );
  return LuaFunction.compiled(body);
}

function write(source: ByteString, chunkName: ByteString, prototypes: Prototype[]): Instantiate {
  try {
    const chunk = parseChunk(source, chunkName);
    const shared = { source: chunkName, prototypes, writers: WRITERS };
    const code = functionBody(new FunctionEmitter(chunk, shared));
    const constants = prototypes.map((_, i) => `p${i} = P[${i}]`).join(', ');
    return new Function(
      ...NAMES,
      `"use strict"; const ${constants}; return ${code};`,
    ) as Instantiate;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    // What nests too deep for JavaScript does so beyond anything that people write.
    throw new LuaError(`${shownName(chunkName)}:1: chunk has too many syntax levels`, { cause });
  }
}

type Instantiate = (...values: unknown[]) => Body;
