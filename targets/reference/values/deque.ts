/** A double-ended queue in a ring buffer: both ends and access by index are O(1). */
export class Deque<T> {
  // The length is a power of two, so that a position wraps by a mask.
  #ring: (T | undefined)[] = new Array(4).fill(undefined);
  #head = 0;
  #size = 0;

  constructor(items: readonly T[] = []) {
    for (const item of items) this.pushTail(item);
  }

  get size(): number {
    return this.#size;
  }

  at(index: number): T | undefined {
    if (index < 0 || index >= this.#size) return undefined;
    return this.#ring[(this.#head + index) & (this.#ring.length - 1)];
  }

  /** Replaces the item at an index below `size`. */
  set(index: number, item: T): void {
    this.#ring[(this.#head + index) & (this.#ring.length - 1)] = item;
  }

  pushTail(item: T): void {
    if (this.#size === this.#ring.length) this.#grow();
    this.#ring[(this.#head + this.#size) & (this.#ring.length - 1)] = item;
    this.#size += 1;
  }

  pushHead(item: T): void {
    if (this.#size === this.#ring.length) this.#grow();
    this.#head = (this.#head - 1) & (this.#ring.length - 1);
    this.#ring[this.#head] = item;
    this.#size += 1;
  }

  popHead(): T | undefined {
    if (this.#size === 0) return undefined;
    const item = this.#ring[this.#head];
    this.#ring[this.#head] = undefined;
    this.#head = (this.#head + 1) & (this.#ring.length - 1);
    this.#size -= 1;
    return item;
  }

  popTail(): T | undefined {
    if (this.#size === 0) return undefined;
    this.#size -= 1;
    const position = (this.#head + this.#size) & (this.#ring.length - 1);
    const item = this.#ring[position];
    this.#ring[position] = undefined;
    return item;
  }

  /** Puts an item before the one at `index`, moving the shorter side. */
  insert(index: number, item: T): void {
    if (index < this.#size / 2) {
      this.pushHead(item);
      for (let i = 0; i < index; i += 1) this.#swap(i, i + 1);
    } else {
      this.pushTail(item);
      for (let i = this.#size - 1; i > index; i -= 1) this.#swap(i, i - 1);
    }
  }

  #swap(one: number, other: number): void {
    const mask = this.#ring.length - 1;
    const [a, b] = [(this.#head + one) & mask, (this.#head + other) & mask];
    const kept = this.#ring[a];
    this.#ring[a] = this.#ring[b];
    this.#ring[b] = kept;
  }

  /** The items from `start` to before `end`. */
  slice(start = 0, end: number = this.#size): T[] {
    const items: T[] = [];
    const mask = this.#ring.length - 1;
    for (let i = Math.max(0, start); i < Math.min(end, this.#size); i += 1) {
      items.push(this.#ring[(this.#head + i) & mask] as T);
    }
    return items;
  }

  #grow(): void {
    const items = this.slice();
    this.#ring = items.concat(new Array(items.length));
    this.#ring.fill(undefined, items.length);
    this.#head = 0;
  }
}
