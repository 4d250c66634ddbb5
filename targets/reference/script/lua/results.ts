import type { LuaFunction } from './function.ts';
import type { LuaValue } from './value.ts';

/** None or several results; or a tail call, whose function the caller runs in the place of this one. */
export class Results {
  readonly values: LuaValue[];
  readonly tail: LuaFunction | undefined;

  constructor(values: LuaValue[], tail?: LuaFunction) {
    this.values = values;
    this.tail = tail;
  }
}

export const NO_RESULTS: Results = new Results([]);
