/**
 * A Lua table: an array part, a hash part, and Lua 5.1's rules on which keys live where. Scripts see
 * these rules in the order of `pairs` and in what `#` answers for an array with holes.
 */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { KeyCensus } from './array-size.ts';
import { LuaObject } from './object.ts';
import { Slots } from './slots.ts';
import type { LuaKey, LuaValue } from './value.ts';

const NO_SLOTS = new Slots(0);

export class LuaTable extends LuaObject {
  metatable: LuaTable | undefined = undefined;
  /** Scripts cannot write to it; the host can. */
  readonly = false;
  private array: LuaValue[];
  private slots: Slots;

  /** Sizes are hints, as the table constructor of a script gives them. */
  constructor(arraySize = 0, hashSize = 0) {
    super();
    this.array = arraySize === 0 ? [] : new Array(arraySize).fill(undefined);
    this.slots = hashSize === 0 ? NO_SLOTS : new Slots(hashSize);
  }

  /** A table with the elements at 1, 2, 3 … */
  static of(elements: readonly LuaValue[]): LuaTable {
    const table = new LuaTable();
    table.array = elements.slice();
    return table;
  }

  /** The value at a key, without metamethods. */
  get(key: LuaValue): LuaValue {
    if (typeof key === 'number') {
      const { array } = this;
      if (key >= 1 && key <= array.length && Number.isInteger(key)) return array[key - 1];
    } else if (key === undefined) return undefined;
    const { slots } = this;
    const slot = slots.find(key);
    return slot < 0 ? undefined : slots.values[slot];
  }

  /** As `get`, for a key that is known to be a string. */
  getText(key: ByteString): LuaValue {
    const { slots } = this;
    const slot = slots.find(key);
    return slot < 0 ? undefined : slots.values[slot];
  }

  /** Writes without metamethods, also to a readonly table. The key is neither nil nor NaN. */
  set(key: LuaKey, value: LuaValue): void {
    if (typeof key === 'number') {
      const { array } = this;
      if (key >= 1 && key <= array.length && Number.isInteger(key)) {
        array[key - 1] = value;
        return;
      }
    }
    const { slots } = this;
    const slot = slots.find(key);
    if (slot >= 0) slots.values[slot] = value;
    else this.add(key, value);
  }

  /** A border: what `#` answers. */
  length(): number {
    const size = this.array.length;
    if (size > 0 && this.array[size - 1] === undefined) return this.borderInArray();
    return this.slots.size === 0 ? size : this.borderBeyond(size);
  }

  /** The entry after a key, the first one after nil; nothing at the end. Throws for a stranger. */
  next(key: LuaValue): [LuaKey, LuaValue] | undefined {
    const { array, slots } = this;
    const start = key === undefined ? 0 : this.positionOf(key) + 1;
    for (let i = start; i < array.length; i++) {
      if (array[i] !== undefined) return [i + 1, array[i]];
    }
    for (let slot = Math.max(0, start - array.length); slot < slots.size; slot++) {
      const value = slots.values[slot];
      if (value !== undefined) return [slots.keys[slot] as LuaKey, value];
    }
    return undefined;
  }

  /** The list items of a constructor, from `start + 1` on. */
  setItems(start: number, items: readonly LuaValue[]): void {
    const end = start + items.length;
    if (end > this.array.length) this.rebuild(end, this.slots.size);
    for (let i = 0; i < items.length; i++) this.array[start + i] = items[i];
  }

  /** A walk without keys: the position after one, counted from 1; 0 at the end. */
  positionAfter(position: number): number {
    const { array, slots } = this;
    for (let i = position; i < array.length; i++) if (array[i] !== undefined) return i + 1;
    const first = Math.max(0, position - array.length);
    for (let slot = first; slot < slots.size; slot++) {
      if (slots.values[slot] !== undefined) return array.length + slot + 1;
    }
    return 0;
  }

  keyAt(position: number): LuaValue {
    const { length } = this.array;
    return position <= length ? position : this.slots.keys[position - length - 1];
  }

  valueAt(position: number): LuaValue {
    const { length } = this.array;
    return position <= length ? this.array[position - 1] : this.slots.values[position - length - 1];
  }

  private positionOf(key: LuaKey): number {
    const { array } = this;
    if (typeof key === 'number' && key >= 1 && key <= array.length && Number.isInteger(key)) {
      return key - 1;
    }
    const slot = this.slots.find(key);
    if (slot < 0) throw new UnknownKey();
    return array.length + slot;
  }

  // Lua makes a place even for nil: it is seen in what becomes of the order.
  private add(key: LuaKey, value: LuaValue): void {
    // Minus zero is the same key as zero and would keep its sign.
    const plain = key === 0 ? 0 : key;
    const slot = this.slots.claim(plain);
    if (slot >= 0) {
      this.slots.values[slot] = value;
      return;
    }
    this.resizeFor(plain);
    this.set(plain, value);
  }

  private resizeFor(key: LuaKey): void {
    const { slots } = this;
    const census = new KeyCensus();
    census.addArray(this.array);
    census.add(key);
    let count = 1;
    for (let i = 0; i < this.array.length; i++) if (this.array[i] !== undefined) count++;
    for (let slot = 0; slot < slots.size; slot++) {
      if (slots.values[slot] === undefined) continue;
      census.add(slots.keys[slot]);
      count++;
    }
    const { size, used } = census.best();
    this.rebuild(size, count - used);
  }

  private rebuild(arraySize: number, hashSize: number): void {
    const { array, slots } = this;
    this.slots = hashSize === 0 ? NO_SLOTS : new Slots(hashSize);
    this.array = array.slice(0, arraySize);
    while (this.array.length < arraySize) this.array.push(undefined);
    for (let i = arraySize; i < array.length; i++) {
      if (array[i] !== undefined) this.set(i + 1, array[i]);
    }
    // From the end, as Lua does: the order of arrival decides who sits where.
    for (let slot = slots.size - 1; slot >= 0; slot--) {
      const value = slots.values[slot];
      if (value !== undefined) this.set(slots.keys[slot] as LuaKey, value);
    }
  }

  private borderInArray(): number {
    let below = 0;
    let above = this.array.length;
    while (above - below > 1) {
      const middle = Math.floor((below + above) / 2);
      if (this.array[middle - 1] === undefined) above = middle;
      else below = middle;
    }
    return below;
  }

  private borderBeyond(size: number): number {
    let below = size;
    let above = size + 1;
    while (this.get(above) !== undefined) {
      below = above;
      above *= 2;
      if (above > INT_MAX) return this.borderOneByOne();
    }
    while (above - below > 1) {
      const middle = Math.floor((below + above) / 2);
      if (this.get(middle) === undefined) above = middle;
      else below = middle;
    }
    return below;
  }

  // A table made to defeat the doubling is walked from its start.
  private borderOneByOne(): number {
    let length = 0;
    while (this.get(length + 1) !== undefined) length++;
    return length;
  }
}

// Where the doubling stops, as it is counted in C's int.
const INT_MAX = 2 ** 31 - 3;

/** `next` was asked about a key that the table does not have. */
export class UnknownKey extends Error {
  constructor() {
    super("invalid key to 'next'");
  }
}
