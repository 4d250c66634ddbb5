/**
 * The hash part of a table: chained slots with Brent's variation, as "The Implementation of Lua 5.0"
 * describes it. The places follow Lua's own, so that `next` walks in its order; finding a key does
 * not need them, so a table of more than a few keys finds by a Map.
 */
import { homeSlot } from './hash-position.ts';
import type { LuaKey, LuaValue } from './value.ts';

// Up to here comparing keys one by one is quicker than a Map, and a small table costs no Map.
const SCANNED_SIZE_MAX = 8;
const END = -1;

export class Slots {
  readonly size: number;
  readonly keys: (LuaKey | undefined)[];
  /** The value of a key that was deleted is `undefined`; its key stays until the table is rebuilt. */
  readonly values: LuaValue[];
  private readonly following: number[];
  private readonly places: Map<LuaKey, number> | undefined;
  private lastFree: number;

  /** Room for `count` keys, rounded up to a power of two. */
  constructor(count: number) {
    this.size = count === 0 ? 0 : 2 ** Math.ceil(Math.log2(count));
    this.keys = new Array(this.size).fill(undefined);
    this.values = new Array(this.size).fill(undefined);
    this.following = new Array(this.size).fill(END);
    this.places = this.size > SCANNED_SIZE_MAX ? new Map() : undefined;
    this.lastFree = this.size;
  }

  /** The slot of a key, or -1. */
  find(key: LuaKey): number {
    if (this.places !== undefined) return this.places.get(key) ?? END;
    const { keys, size } = this;
    for (let slot = 0; slot < size; slot++) if (keys[slot] === key) return slot;
    return END;
  }

  /** A slot for a key that has none, or -1 when the table must be rebuilt first. */
  claim(key: LuaKey): number {
    if (this.size === 0) return END;
    const home = homeSlot(key, this.size);
    if (this.values[home] === undefined) return this.settle(home, key);
    const free = this.takeFree();
    if (free === END) return END;
    const homeOfOther = homeSlot(this.keys[home] as LuaKey, this.size);
    if (homeOfOther === home) {
      this.following[free] = this.following[home] as number;
      this.following[home] = free;
      return this.settle(free, key);
    }
    // The slot is held by a key that belongs elsewhere: that one moves, and the new key is at home.
    this.move(home, free, homeOfOther);
    return this.settle(home, key);
  }

  private settle(slot: number, key: LuaKey): number {
    const dead = this.keys[slot];
    if (dead !== undefined) this.places?.delete(dead);
    this.keys[slot] = key;
    this.places?.set(key, slot);
    return slot;
  }

  private move(from: number, to: number, chain: number): void {
    let before = chain;
    while (this.following[before] !== from) before = this.following[before] as number;
    this.following[before] = to;
    this.following[to] = this.following[from] as number;
    this.following[from] = END;
    this.settle(to, this.keys[from] as LuaKey);
    this.keys[from] = undefined;
    this.values[to] = this.values[from];
    this.values[from] = undefined;
  }

  private takeFree(): number {
    while (this.lastFree > 0) {
      this.lastFree--;
      if (this.keys[this.lastFree] === undefined) return this.lastFree;
    }
    return END;
  }
}
