import type { Frame } from './frame.ts';
import type { LuaFunction, Running } from './function.ts';
import { LuaObject } from './object.ts';
import type { LuaValue } from './value.ts';

export type CoroutineStatus = 'suspended' | 'running' | 'normal' | 'dead';

/** A stretch of a coroutine's calls that runs on one JavaScript stack. */
export interface Segment {
  readonly running: Running<LuaValue[]>;
  /** Calls from deeper frames start a new segment. */
  readonly depthMax: number;
}

/** A Lua coroutine; the script itself runs in one, too. */
export class Coroutine extends LuaObject {
  status: CoroutineStatus = 'suspended';
  readonly entry: LuaFunction;
  readonly segments: Segment[] = [];
  /** The frame in which it stands while others run. */
  frame: Frame | undefined = undefined;
  /** That of its first frame: yields are possible only at this one. */
  nativeDepth = 0;

  /** Whether it is the call of the host. */
  get isMain(): boolean {
    return this.nativeDepth === 0;
  }

  constructor(entry: LuaFunction) {
    super();
    this.entry = entry;
  }
}
