/**
 * A sequence of elements in chunks: both ends are O(1), access by index walks chunks and not
 * elements. How large a chunk may grow is given with each call that adds something.
 */
import type { ByteString } from '../../../harness/wire/reply.ts';
import { type ChunkLimit, ListChunk } from './list-chunk.ts';

export type End = 'head' | 'tail';

interface Place {
  readonly chunk: ListChunk;
  readonly number: number;
  readonly offset: number;
}

export class ListChunks {
  #chunks: ListChunk[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get chunks(): readonly ListChunk[] {
    return this.#chunks;
  }

  copy(): ListChunks {
    const copy = new ListChunks();
    copy.#chunks = this.#chunks.map((chunk) => new ListChunk(chunk.slice()));
    copy.#size = this.#size;
    return copy;
  }

  push(value: ByteString, end: End, limit: ChunkLimit): void {
    this.#chunkWithRoom(value, end, limit).push(value, end);
    this.#size += 1;
  }

  pop(end: End): ByteString | undefined {
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

  at(index: number): ByteString | undefined {
    const place = this.#locate(index);
    return place?.chunk.at(place.offset);
  }

  /** Replaces the element at an index below `size`. */
  set(index: number, value: ByteString): void {
    const place = this.#locate(index);
    place?.chunk.set(place.offset, value);
  }

  /** Puts a value before or after the element at an index below `size`. */
  insert(
    index: number,
    { side, value, limit }: { side: 'before' | 'after'; value: ByteString; limit: ChunkLimit },
  ): void {
    const place = this.#locate(index);
    if (place === undefined) return;
    this.#size += 1;
    const { chunk, number, offset } = place;
    const at = side === 'before' ? offset : offset + 1;
    if (chunk.hasRoom(value, limit)) chunk.insert(at, value);
    else if (at === 0) this.#insertBetween(number, value, limit);
    else if (at === chunk.size) this.#insertBetween(number + 1, value, limit);
    else this.#splitAround({ ...place, offset: at }, { side, value, limit });
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
    return removed;
  }

  #chunkWithRoom(value: ByteString, end: End, limit: ChunkLimit): ListChunk {
    const chunk = end === 'head' ? this.#chunks[0] : this.#chunks.at(-1);
    if (chunk?.hasRoom(value, limit)) return chunk;
    const fresh = new ListChunk();
    if (end === 'head') this.#chunks.unshift(fresh);
    else this.#chunks.push(fresh);
    return fresh;
  }

  /** The chunk that holds an index, looked for from the nearer end. */
  #locate(index: number): Place | undefined {
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

  /** Cuts a full chunk, with the value on the far side of the cut from the element it goes by. */
  #splitAround(
    { chunk, number, offset }: Place,
    { side, value, limit }: { side: 'before' | 'after'; value: ByteString; limit: ChunkLimit },
  ): void {
    const items = chunk.slice();
    const [left, right] = [items.slice(0, offset), items.slice(offset)];
    if (side === 'before') left.push(value);
    else right.unshift(value);
    this.#chunks.splice(number, 1, new ListChunk(left), new ListChunk(right));
    this.#joinAround(side === 'before' ? number + 1 : number, limit);
  }

  /** Joins what a cut left small, in the order in which 7.2 tries. */
  #joinAround(number: number, limit: ChunkLimit): void {
    let center = number;
    if (this.#join(center - 2, limit)) center -= 1;
    this.#join(center + 1, limit);
    if (this.#join(center - 1, limit)) center -= 1;
    this.#join(center, limit);
  }

  /** Makes one chunk of two neighbours if it may be that large; says whether it did. */
  #join(number: number, limit: ChunkLimit): boolean {
    const [left, right] = [this.#chunks[number], this.#chunks[number + 1]];
    if (left === undefined || !right?.canJoin(left, limit)) return false;
    this.#chunks.splice(number, 2, new ListChunk([...left.slice(), ...right.slice()]));
    return true;
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
