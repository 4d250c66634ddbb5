/**
 * A list value: a sequence of chunks of a few kilobytes, cut where 7.2 cuts its quicklist nodes. Both
 * ends are O(1); access by index walks chunks, not elements.
 *
 * A list that fits one node is a `listpack`, else a `quicklist`. It grows out of the first when a
 * command adds more than fits, and falls back when what is left fits half a node.
 */
import type { ByteString } from '../../../harness/wire/reply.ts';
import { type ChunkLimit, chunkLimit, ListChunk } from './list-chunk.ts';
import { LISTPACK_OVERHEAD } from './listpack.ts';

export type End = 'head' | 'tail';

/** The setting that decides encodings; the list reads it when it changes, as 7.2 does. */
export interface ListLimits {
  readonly 'list-max-listpack-size': number;
}

export class ListValue {
  readonly type = 'list';
  readonly #limits: ListLimits;
  #chunks: ListChunk[] = [];
  #size = 0;
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
    return this.#size;
  }

  get encoding(): 'listpack' | 'quicklist' {
    return this.#encoding;
  }

  /** The elements, one array for each node that 7.2 would have. */
  get nodes(): readonly (readonly ByteString[])[] {
    return this.#chunks.map((chunk) => chunk.slice());
  }

  copy(): ListValue {
    const list = new ListValue(this.#limits);
    list.#chunks = this.#chunks.map((chunk) => new ListChunk(chunk.slice()));
    list.#size = this.#size;
    list.#encoding = this.#encoding;
    return list;
  }

  /**
   * Tells that a command will put these values in: the list leaves the listpack when they, by their
   * raw length, would not fit. 7.2 does so even when the command then finds no place for them.
   */
  expect(values: readonly ByteString[]): void {
    const only = this.#chunks[0];
    if (this.#encoding === 'quicklist') return;
    const limit = this.#limit();
    let bytes = only?.bytes ?? LISTPACK_OVERHEAD;
    for (const value of values) bytes += value.length;
    if (bytes > limit.bytes || this.#size + values.length > limit.count) {
      this.#encoding = 'quicklist';
    }
  }

  /** Adds values one after the other at one end. */
  push(values: readonly ByteString[], end: End): void {
    this.expect(values);
    const limit = this.#limit();
    for (const value of values) this.#chunkWithRoom(value, end, limit).push(value, end);
    this.#size += values.length;
  }

  pop(end: End): ByteString | undefined {
    const value = this.#popOne(end);
    if (value !== undefined) this.#shrink();
    return value;
  }

  /** Moves a value from one end to one end of the same list. */
  rotate(from: End, to: End): ByteString | undefined {
    const value = this.#popOne(from);
    if (value === undefined) return undefined;
    this.push([value], to);
    this.#shrink();
    return value;
  }

  /** Takes up to `count` values from one end, in the order in which they come out. */
  popMany(count: number, end: End): ByteString[] {
    const values: ByteString[] = [];
    while (values.length < count) {
      const value = this.#popOne(end);
      if (value === undefined) break;
      values.push(value);
    }
    this.#shrink();
    return values;
  }

  at(index: number): ByteString | undefined {
    const place = this.#locate(index);
    return place?.chunk.at(place.offset);
  }

  /** Replaces the element at an index below `size`. */
  set(index: number, value: ByteString): void {
    this.expect([value]);
    const place = this.#locate(index);
    place?.chunk.set(place.offset, value);
    this.#shrink();
  }

  /** Puts a value before or after the element at an index below `size`. */
  insert(index: number, side: 'before' | 'after', value: ByteString): void {
    this.expect([value]);
    const place = this.#locate(index);
    if (place === undefined) return;
    this.#size += 1;
    const { chunk, offset } = place;
    const limit = this.#limit();
    const at = side === 'before' ? offset : offset + 1;
    if (this.#encoding === 'listpack' || chunk.hasRoom(value, limit)) chunk.insert(at, value);
    else if (at === 0) this.#insertBetween(place.number, value, limit);
    else if (at === chunk.size) this.#insertBetween(place.number + 1, value, limit);
    else this.#splitAround(place.number, at, value);
  }

  /** The elements from index `start` through `stop`. */
  range(start: number, stop: number): ByteString[] {
    if (this.#chunks.length === 1) return this.#chunks[0]?.slice(start, stop + 1) ?? [];
    const values: ByteString[] = [];
    let first = 0;
    for (const chunk of this.#chunks) {
      if (first > stop) break;
      if (first + chunk.size > start) {
        for (const value of chunk.slice(start - first, stop + 1 - first)) values.push(value);
      }
      first += chunk.size;
    }
    return values;
  }

  /** Shows each element from one end until `visit` says `false`. */
  walk(from: End, visit: (value: ByteString, index: number) => boolean): void {
    const step = from === 'head' ? 1 : -1;
    let index = from === 'head' ? 0 : this.#size - 1;
    const chunks = from === 'head' ? this.#chunks : this.#chunks.toReversed();
    for (const chunk of chunks) {
      for (let n = 0; n < chunk.size; n += 1) {
        const value = chunk.at(from === 'head' ? n : chunk.size - 1 - n);
        if (value === undefined || !visit(value, index)) return;
        index += step;
      }
    }
  }

  members(): ByteString[] {
    return this.range(0, this.#size - 1);
  }

  /** Keeps the elements from index `start` through `stop`. */
  trim(start: number, stop: number): void {
    for (let n = this.#size - 1 - stop; n > 0; n -= 1) this.#popOne('tail');
    for (let n = start; n > 0; n -= 1) this.#popOne('head');
    this.#shrink();
  }

  /** Removes up to `count` elements equal to `value`, from one end on; says how many there were. */
  remove(value: ByteString, count: number, from: End): number {
    let removed = 0;
    const chunks = from === 'head' ? this.#chunks : this.#chunks.toReversed();
    const kept = chunks.map((chunk) => {
      const rest = removed < count ? without(chunk, value, count - removed, from) : chunk;
      removed += chunk.size - rest.size;
      return rest;
    });
    if (removed === 0) return 0;
    this.#chunks = (from === 'head' ? kept : kept.reverse()).filter((chunk) => chunk.size > 0);
    this.#size -= removed;
    this.#shrink();
    return removed;
  }

  #limit(): ChunkLimit {
    return chunkLimit(this.#limits['list-max-listpack-size']);
  }

  /** Goes back to the listpack when one node is left and at most half full. */
  #shrink(): void {
    const only = this.#chunks[0];
    if (this.#encoding === 'listpack' || only === undefined || this.#chunks.length > 1) return;
    const limit = this.#limit();
    if (only.bytes <= limit.bytes / 2 && only.size <= Math.floor(limit.count / 2)) {
      this.#encoding = 'listpack';
    }
  }

  #chunkWithRoom(value: ByteString, end: End, limit: ChunkLimit): ListChunk {
    const chunk = end === 'head' ? this.#chunks[0] : this.#chunks.at(-1);
    if (chunk !== undefined && (this.#encoding === 'listpack' || chunk.hasRoom(value, limit))) {
      return chunk;
    }
    const fresh = new ListChunk();
    if (end === 'head') this.#chunks.unshift(fresh);
    else this.#chunks.push(fresh);
    return fresh;
  }

  #popOne(end: End): ByteString | undefined {
    const chunk = end === 'head' ? this.#chunks[0] : this.#chunks.at(-1);
    const value = chunk?.pop(end);
    if (value === undefined) return undefined;
    this.#size -= 1;
    if (chunk?.size === 0) {
      if (end === 'head') this.#chunks.shift();
      else this.#chunks.pop();
    }
    return value;
  }

  /** The chunk that holds an index, looked for from the nearer end. */
  #locate(index: number): { chunk: ListChunk; number: number; offset: number } | undefined {
    if (index < 0 || index >= this.#size) return undefined;
    if (index < this.#size / 2) {
      let first = 0;
      for (const [number, chunk] of this.#chunks.entries()) {
        if (index < first + chunk.size) return { chunk, number, offset: index - first };
        first += chunk.size;
      }
    }
    let end = this.#size;
    for (let number = this.#chunks.length - 1; number >= 0; number -= 1) {
      const chunk = this.#chunks[number];
      if (chunk === undefined) break;
      end -= chunk.size;
      if (index >= end) return { chunk, number, offset: index - end };
    }
    return undefined;
  }

  /** Puts a value between two chunks: into the one that has room, else into one of its own. */
  #insertBetween(number: number, value: ByteString, limit: ChunkLimit): void {
    const [before, after] = [this.#chunks[number - 1], this.#chunks[number]];
    if (before?.hasRoom(value, limit)) before.push(value, 'tail');
    else if (after?.hasRoom(value, limit)) after.push(value, 'head');
    else this.#chunks.splice(number, 0, new ListChunk([value]));
  }

  #splitAround(number: number, at: number, value: ByteString): void {
    const items = this.#chunks[number]?.slice() ?? [];
    const [left, right] = [items.slice(0, at), items.slice(at)];
    this.#chunks.splice(number, 1, new ListChunk([...left, value]), new ListChunk(right));
    this.#joinAround(number);
  }

  /** Joins what a split left small to the neighbours, outermost first. */
  #joinAround(number: number): void {
    const limit = this.#limit();
    for (const at of [number + 1, number - 1]) {
      const [left, right] = [this.#chunks[at], this.#chunks[at + 1]];
      if (left !== undefined && right?.canJoin(left, limit)) {
        this.#chunks.splice(at, 2, new ListChunk([...left.slice(), ...right.slice()]));
      }
    }
  }
}

/** The chunk without the first `count` of the elements equal to `value`, itself if there are none. */
function without(chunk: ListChunk, value: ByteString, count: number, from: End): ListChunk {
  const items = chunk.slice();
  if (from === 'tail') items.reverse();
  let removed = 0;
  const kept = items.filter((item) => {
    if (item !== value || removed >= count) return true;
    removed += 1;
    return false;
  });
  if (removed === 0) return chunk;
  return new ListChunk(from === 'tail' ? kept.reverse() : kept);
}
