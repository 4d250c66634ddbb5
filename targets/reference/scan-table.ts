/**
 * A map that can also be scanned by a stateless cursor and sampled in O(1): entries lie in a dense
 * array, and a removal moves the last entry into the gap.
 *
 * A scan walks the array downwards and its cursor is "everything below this index is still to come".
 * A removal only ever moves an entry to a lower index, so an entry that stays in the table from the
 * first call to the last is never passed over; it may be seen twice, as SCAN allows.
 */
import type { ByteString } from '../../harness/wire/reply.ts';

export interface Slot {
  readonly key: ByteString;
  /** Kept by the table. */
  slot: number;
}

export class ScanTable<E extends Slot> {
  readonly #byKey = new Map<ByteString, E>();
  #slots: E[] = [];

  get size(): number {
    return this.#slots.length;
  }

  get(key: ByteString): E | undefined {
    return this.#byKey.get(key);
  }

  has(key: ByteString): boolean {
    return this.#byKey.has(key);
  }

  /** The key must not be in the table yet. */
  add(entry: E): void {
    entry.slot = this.#slots.length;
    this.#slots.push(entry);
    this.#byKey.set(entry.key, entry);
  }

  delete(key: ByteString): E | undefined {
    const entry = this.#byKey.get(key);
    if (entry === undefined) return undefined;
    this.#byKey.delete(key);
    const last = this.#slots.pop();
    if (last !== undefined && last !== entry) {
      this.#slots[entry.slot] = last;
      last.slot = entry.slot;
    }
    return entry;
  }

  clear(): void {
    this.#byKey.clear();
    this.#slots = [];
  }

  /** Entries in order of insertion; entries may be deleted on the way. */
  values(): IterableIterator<E> {
    return this.#byKey.values();
  }

  keys(): IterableIterator<ByteString> {
    return this.#byKey.keys();
  }

  /** The entry at a position below `size`: with a random index, a fair sample. */
  at(index: number): E | undefined {
    return this.#slots[index];
  }

  /** Up to `count` entries and the cursor to go on with; cursor 0 starts, and 0 back means the end. */
  scan(cursor: number, count: number): { cursor: number; entries: E[] } {
    const end = cursor === 0 ? this.#slots.length : Math.min(cursor, this.#slots.length);
    const start = Math.max(0, end - count);
    return { cursor: start, entries: this.#slots.slice(start, end).reverse() };
  }
}
