import type { Prototype } from './prototype.ts';

/** One activation of a function. Natives have one only while they call back into Lua. */
export class Frame {
  readonly prototype: Prototype | undefined;
  readonly parent: Frame | undefined;
  readonly depth: number;
  /** How many natives and metamethods are under way below; Lua bounds them apart from Lua calls. */
  readonly nativeDepth: number;
  /** Index into the prototype's sites: the call that is being made. */
  site = 0;
  /** It took the place of its caller by `return f()`. */
  tailCalled = false;

  constructor(prototype: Prototype | undefined, parent: Frame | undefined, nativeDepth: number) {
    this.prototype = prototype;
    this.parent = parent;
    this.depth = parent === undefined ? 0 : parent.depth + 1;
    this.nativeDepth = nativeDepth;
  }
}
