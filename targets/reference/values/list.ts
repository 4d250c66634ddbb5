/**
 * A list value. One that fits one node of 7.2 is a `listpack`, else it is a `quicklist`, cut into
 * chunks where 7.2 cuts its nodes. It grows out of the first when a command adds more than fits, and
 * falls back when what is left fits half a node.
 */
import type { ByteString } from '../../../harness/wire/reply.ts';
import { type ChunkLimit, chunkLimit, UNLIMITED } from './list-chunk.ts';
import { type End, ListChunks } from './list-chunks.ts';
import { LISTPACK_OVERHEAD } from './listpack.ts';

/** The setting that decides encodings; the list reads it when it changes, as 7.2 does. */
export interface ListLimits {
  readonly 'list-max-listpack-size': number;
}

export class ListValue {
  readonly type = 'list';
  readonly #limits: ListLimits;
  #elements = new ListChunks();
  #encoding: 'listpack' | 'quicklist' = 'listpack';

  constructor(limits: ListLimits) {
    this.#limits = limits;
  }

  /** A list of the elements, in their order. */
  static of(elements: Iterable<ByteString>, limits: ListLimits): ListValue {
    const list = new ListValue(limits);
    for (const element of elements) list.push([element], 'tail');
    return list;
  }

  get size(): number {
    return this.#elements.size;
  }

  get encoding(): 'listpack' | 'quicklist' {
    return this.#encoding;
  }

  /** The elements, one array for each node that 7.2 would have. */
  get nodes(): readonly (readonly ByteString[])[] {
    return this.#elements.chunks.map((chunk) => chunk.slice());
  }

  copy(): ListValue {
    const list = new ListValue(this.#limits);
    list.#elements = this.#elements.copy();
    list.#encoding = this.#encoding;
    return list;
  }

  /**
   * Tells that a command will put these values in: the list leaves the listpack when they, by their
   * raw length, would not fit. 7.2 does so even when the command then finds no place for them.
   */
  expect(values: readonly ByteString[]): void {
    if (this.#encoding === 'quicklist') return;
    const limit = chunkLimit(this.#limits['list-max-listpack-size']);
    let bytes = this.#elements.chunks[0]?.bytes ?? LISTPACK_OVERHEAD;
    for (const value of values) bytes += value.length;
    if (bytes > limit.bytes || this.size + values.length > limit.count) {
      this.#encoding = 'quicklist';
    }
  }

  /** Adds values one after the other at one end. */
  push(values: readonly ByteString[], end: End): void {
    this.expect(values);
    const limit = this.#limit();
    for (const value of values) this.#elements.push(value, end, limit);
  }

  pop(end: End): ByteString | undefined {
    const value = this.#elements.pop(end);
    this.#shrink();
    return value;
  }

  /** Takes up to `count` values from one end, in the order in which they come out. */
  popMany(count: number, end: End): ByteString[] {
    const values: ByteString[] = [];
    while (values.length < count) {
      const value = this.#elements.pop(end);
      if (value === undefined) break;
      values.push(value);
    }
    this.#shrink();
    return values;
  }

  /** Moves a value from one end to one end of the same list. */
  rotate(from: End, to: End): ByteString | undefined {
    const value = this.#elements.pop(from);
    if (value === undefined) return undefined;
    this.push([value], to);
    this.#shrink();
    return value;
  }

  at(index: number): ByteString | undefined {
    return this.#elements.at(index);
  }

  /** Replaces the element at an index below `size`. */
  set(index: number, value: ByteString): void {
    this.expect([value]);
    this.#elements.set(index, value);
    this.#shrink();
  }

  /** Puts a value before or after the element at an index below `size`. */
  insert(index: number, side: 'before' | 'after', value: ByteString): void {
    this.expect([value]);
    this.#elements.insert(index, { side, value, limit: this.#limit() });
  }

  /** The elements from index `start` through `stop`. */
  range(start: number, stop: number): ByteString[] {
    return this.#elements.range(start, stop);
  }

  members(): ByteString[] {
    return this.range(0, this.size - 1);
  }

  /** Shows each element from one end until `visit` says `false`. */
  walk(from: End, visit: (value: ByteString, index: number) => boolean): void {
    this.#elements.walk(from, visit);
  }

  /** Keeps the elements from index `start` through `stop`. */
  trim(start: number, stop: number): void {
    for (let n = this.size - 1 - stop; n > 0; n -= 1) this.#elements.pop('tail');
    for (let n = start; n > 0; n -= 1) this.#elements.pop('head');
    this.#shrink();
  }

  /** Removes up to `count` elements equal to `value`, from one end on; says how many there were. */
  remove(value: ByteString, count: number, from: End): number {
    const removed = this.#elements.remove(value, count, from);
    if (removed > 0) this.#shrink();
    return removed;
  }

  /** A listpack is one chunk, whatever comes in before it is converted. */
  #limit(): ChunkLimit {
    if (this.#encoding === 'listpack') return UNLIMITED;
    return chunkLimit(this.#limits['list-max-listpack-size']);
  }

  /** Goes back to the listpack when one node is left and at most half full. */
  #shrink(): void {
    if (this.#encoding === 'listpack' || this.#elements.chunks.length !== 1) return;
    const [only] = this.#elements.chunks;
    const limit = chunkLimit(this.#limits['list-max-listpack-size']);
    if (only === undefined || only.bytes > limit.bytes / 2) return;
    if (only.size <= Math.floor(limit.count / 2)) this.#encoding = 'listpack';
  }
}
