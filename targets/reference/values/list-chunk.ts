/** A stretch of a list, with the size that it would have as one listpack. */
import type { ByteString } from '../../../harness/wire/reply.ts';
import { Deque } from './deque.ts';
import { LISTPACK_OVERHEAD, listpackEntrySize } from './listpack.ts';

// With a limit by count, 7.2 still keeps a node below this.
const SAFE_BYTES = 8192;
const BYTE_LIMITS = [4096, 8192, 16384, 32768, 65536] as const;
// What 7.2 adds to a raw length when it asks whether a node has room for it.
const ENTRY_ESTIMATE = 8;

/** A limit as `list-max-listpack-size` gives it: bytes when negative, else a count. */
export interface ChunkLimit {
  readonly bytes: number;
  readonly count: number;
}

export const UNLIMITED: ChunkLimit = { bytes: Infinity, count: Infinity };

export function chunkLimit(setting: number): ChunkLimit {
  if (setting >= 0) return { bytes: SAFE_BYTES, count: Math.max(setting, 1) };
  return { bytes: BYTE_LIMITS[Math.min(-setting, BYTE_LIMITS.length) - 1] ?? 0, count: Infinity };
}

export class ListChunk {
  readonly #items: Deque<ByteString>;
  #bytes = LISTPACK_OVERHEAD;

  constructor(items: readonly ByteString[] = []) {
    this.#items = new Deque(items);
    for (const item of items) this.#bytes += listpackEntrySize(item);
  }

  get size(): number {
    return this.#items.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  hasRoom(item: ByteString, limit: ChunkLimit): boolean {
    const bytes = this.#bytes + item.length + ENTRY_ESTIMATE;
    return bytes <= limit.bytes && this.size < limit.count;
  }

  canJoin(other: ListChunk, limit: ChunkLimit): boolean {
    const bytes = this.#bytes + other.bytes - LISTPACK_OVERHEAD;
    return bytes <= limit.bytes && this.size + other.size <= limit.count;
  }

  push(item: ByteString, end: 'head' | 'tail'): void {
    this.#bytes += listpackEntrySize(item);
    if (end === 'head') this.#items.pushHead(item);
    else this.#items.pushTail(item);
  }

  pop(end: 'head' | 'tail'): ByteString | undefined {
    const item = end === 'head' ? this.#items.popHead() : this.#items.popTail();
    if (item !== undefined) this.#bytes -= listpackEntrySize(item);
    return item;
  }

  at(index: number): ByteString | undefined {
    return this.#items.at(index);
  }

  set(index: number, item: ByteString): void {
    this.#bytes += listpackEntrySize(item) - listpackEntrySize(this.#items.at(index) ?? '');
    this.#items.set(index, item);
  }

  insert(index: number, item: ByteString): void {
    this.#bytes += listpackEntrySize(item);
    this.#items.insert(index, item);
  }

  slice(start = 0, end: number = this.size): ByteString[] {
    return this.#items.slice(start, end);
  }
}
