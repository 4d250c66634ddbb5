import type { Frame } from './frame.ts';
import type { LuaFunction, Running } from './function.ts';
import { LuaObject } from './object.ts';
import type { LuaValue } from './value.ts';

export type CoroutineStatus = 'suspended' | 'running' | 'normal' | 'dead';

/** A stretch of a coroutine's calls that runs on one JavaScript stack. */
export interface Segment {
  readonly running: Running<LuaValue[]>;
  /** Calls deeper than this start a new segment. */
  readonly depthMax: number;
}

/** A Lua coroutine; the script itself runs in one, too. */
export class Coroutine extends LuaObject {
  status: CoroutineStatus = 'suspended';
  readonly entry: LuaFunction;
  readonly segments: Segment[] = [];
  /** The frame in which it stands while others run. */
  frame: Frame | undefined = undefined;

  constructor(entry: LuaFunction) {
    super();
    this.entry = entry;
  }
}
