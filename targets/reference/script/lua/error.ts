import type { ByteString } from '../../../../harness/wire/reply.ts';
import type { LuaValue } from './value.ts';

/** Where in a chunk: `source` is the chunk name as it was given to `load`. */
export interface Place {
  readonly source: ByteString;
  readonly line: number;
}

/** A Lua error on its way to a pcall, or to the host when nothing catches it. */
export class LuaError extends Error {
  readonly value: LuaValue;
  /** The innermost line of Lua that was running; set when the error reaches the host. */
  place: Place | undefined;

  constructor(value: LuaValue, options?: ErrorOptions) {
    // JavaScript's stack tells nothing of the script, and taking it is most of what an error costs.
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    super(typeof value === 'string' ? value : 'a Lua error', options);
    Error.stackTraceLimit = limit;
    this.value = value;
  }
}
