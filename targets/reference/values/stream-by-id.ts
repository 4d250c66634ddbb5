/**
 * Things in order of their ids: a sorted array cut into chunks. Ids mostly rise, so adding at the end
 * and removing at the front are what it is made for; finding an id takes two binary searches.
 */
import type { StreamId } from './stream-id.ts';

export interface Identified {
  readonly id: StreamId;
}

// A full chunk is cut in two.
const CHUNK_SIZE = 256;

export class ById<E extends Identified> {
  #chunks: E[][] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get first(): E | undefined {
    return this.#chunks[0]?.[0];
  }

  get last(): E | undefined {
    return this.#chunks.at(-1)?.at(-1);
  }

  get(id: StreamId): E | undefined {
    const found = this.floor(id);
    return found?.id === id ? found : undefined;
  }

  /** The last with this id or a smaller one. */
  floor(id: StreamId): E | undefined {
    const chunk = this.#chunks[this.#chunkOf(id)];
    return chunk === undefined ? undefined : chunk[countUpTo(chunk, id) - 1];
  }

  /** The first with this id or a larger one. */
  ceiling(id: StreamId): E | undefined {
    const number = Math.max(0, this.#chunkOf(id));
    const chunk = this.#chunks[number] ?? [];
    return chunk[countUpTo(chunk, id - 1n)] ?? this.#chunks[number + 1]?.[0];
  }

  /** Adds one whose id is not there yet. */
  add(item: E): void {
    this.#size += 1;
    const number = Math.max(0, this.#chunkOf(item.id));
    const chunk = this.#chunks[number];
    if (chunk === undefined) {
      this.#chunks.push([item]);
      return;
    }
    const position = countUpTo(chunk, item.id);
    if (position === chunk.length) chunk.push(item);
    else chunk.splice(position, 0, item);
    if (chunk.length > CHUNK_SIZE) this.#split(number, chunk);
  }

  /** At the end, where ids rise, the first part stays full. */
  #split(number: number, chunk: E[]): void {
    const isLast = number === this.#chunks.length - 1;
    this.#chunks.splice(number + 1, 0, chunk.splice(isLast ? CHUNK_SIZE - 1 : CHUNK_SIZE / 2));
  }

  /** Removes and returns what has this id. */
  delete(id: StreamId): E | undefined {
    const number = this.#chunkOf(id);
    const chunk = this.#chunks[number];
    if (chunk === undefined) return undefined;
    const position = countUpTo(chunk, id) - 1;
    const found = chunk[position];
    if (found?.id !== id) return undefined;
    chunk.splice(position, 1);
    this.#size -= 1;
    if (chunk.length === 0) this.#chunks.splice(number, 1);
    return found;
  }

  /** From the first whose id is not below this one, upwards. It must not change meanwhile. */
  *up(from: StreamId): Generator<E> {
    let number = Math.max(0, this.#chunkOf(from));
    let chunk = this.#chunks[number];
    let position = chunk === undefined ? 0 : countUpTo(chunk, from - 1n);
    while (chunk !== undefined) {
      for (; position < chunk.length; position += 1) yield chunk[position] as E;
      number += 1;
      chunk = this.#chunks[number];
      position = 0;
    }
  }

  /** From the last whose id is not above this one, downwards. It must not change meanwhile. */
  *down(from: StreamId): Generator<E> {
    let number = this.#chunkOf(from);
    let chunk = this.#chunks[number];
    let position = chunk === undefined ? 0 : countUpTo(chunk, from) - 1;
    while (chunk !== undefined) {
      for (; position >= 0; position -= 1) yield chunk[position] as E;
      number -= 1;
      chunk = this.#chunks[number];
      position = (chunk?.length ?? 0) - 1;
    }
  }

  [Symbol.iterator](): Generator<E> {
    return this.up(0n);
  }

  /** The last chunk that does not begin after an id; −1 when all do. */
  #chunkOf(id: StreamId): number {
    const last = this.#chunks.length - 1;
    const lastFirst = this.#chunks[last]?.[0];
    if (lastFirst === undefined || lastFirst.id <= id) return last;
    return lowest(last, (n) => (this.#chunks[n]?.[0]?.id ?? id) > id) - 1;
  }
}

/** How many items of a sorted array have an id up to this one. */
export function countUpTo(items: readonly Identified[], id: StreamId): number {
  const last = items[items.length - 1];
  if (last === undefined || last.id <= id) return items.length;
  return lowest(items.length, (n) => (items[n] as Identified).id > id);
}

/** The lowest index below `count` for which `holds`; it must hold for all after. Else `count`. */
function lowest(count: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
