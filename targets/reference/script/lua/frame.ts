import type { Prototype } from './prototype.ts';

/** Lua's LUAI_MAXCALLS, less the frame of the host. */
const DEPTH_MAX = 19_999;

/** One activation of a function. Natives have one only while they call back into Lua. */
export class Frame {
  readonly prototype: Prototype | undefined;
  readonly parent: Frame | undefined;
  readonly depth: number;
  /** How many natives and metamethods are under way below; Lua bounds them apart from Lua calls. */
  readonly nativeDepth: number;
  /** Index into the prototype's sites: the operation that is being done. */
  site = 0;
  /** Whether the site tells how a native is called that complains now. */
  namesCallee = true;

  constructor(prototype: Prototype | undefined, parent: Frame | undefined, nativeDepth: number) {
    this.prototype = prototype;
    this.parent = parent;
    this.depth = parent === undefined ? 0 : parent.depth + 1;
    this.nativeDepth = nativeDepth;
  }

  get isTooDeep(): boolean {
    return this.depth > DEPTH_MAX;
  }

  /** The frame from which a metamethod or iterator is called: the same level, and one native more. */
  deeper({ namesCallee }: { namesCallee: boolean }): Frame {
    const frame = new Frame(this.prototype, this.parent, this.nativeDepth + 1);
    frame.site = this.site;
    frame.namesCallee = namesCallee;
    return frame;
  }

  /** The level that a tail call leaves behind: it has no position, and takes no room. */
  tail(): Frame {
    return new TailFrame(this);
  }
}

class TailFrame extends Frame {
  override readonly depth: number;

  constructor(caller: Frame) {
    super(undefined, caller, caller.nativeDepth);
    this.depth = caller.depth;
  }
}
