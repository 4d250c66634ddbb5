/**
 * A stream: entries in order of their ids, in nodes, with what is remembered of entries that are
 * gone, and the consumer groups. An empty stream stays, for its last id and its groups.
 */
import type { ByteString } from '../../../harness/wire/reply.ts';
import { ById, countUpTo } from './stream-by-id.ts';
import type { ConsumerGroup } from './stream-group.ts';
import { NO_ID, type StreamId } from './stream-id.ts';
import { type NodeLimits, type StreamEntry, StreamNode } from './stream-node.ts';

export interface IdRange {
  readonly start: StreamId;
  readonly end: StreamId;
}

/** What to trim to: a length, or the smallest id that stays. */
export type TrimGoal =
  | { readonly kind: 'length'; readonly lengthMax: bigint }
  | { readonly kind: 'id'; readonly idMin: StreamId };

/** Trimming of whole nodes only, and of no more than so many entries (0: of any number). */
export interface Approximation {
  readonly entriesMax: bigint;
}

export class StreamValue {
  readonly type = 'stream';
  readonly encoding = 'stream';
  readonly nodes: ById<StreamNode> = new ById();
  readonly groups: Map<ByteString, ConsumerGroup> = new Map();
  size = 0;
  lastId: StreamId = NO_ID;
  maxDeletedId: StreamId = NO_ID;
  entriesAdded = 0n;

  /** The id of the first entry; 0-0 when there is none. */
  get firstId(): StreamId {
    return this.nodes.first?.entries[0]?.id ?? NO_ID;
  }

  get lastEntry(): StreamEntry | undefined {
    return this.nodes.last?.entries.at(-1);
  }

  /** Adds an entry whose id is above `lastId`. */
  append(entry: StreamEntry, limits: NodeLimits): void {
    const node = this.nodes.last;
    if (node?.takes(entry, limits)) node.append(entry);
    else this.nodes.add(StreamNode.of(entry));
    this.size += 1;
    this.lastId = entry.id;
    this.entriesAdded += 1n;
  }

  has(id: StreamId): boolean {
    return this.get(id) !== undefined;
  }

  get(id: StreamId): StreamEntry | undefined {
    const entries = this.nodes.floor(id)?.entries ?? [];
    const entry = entries[countUpTo(entries, id) - 1];
    return entry?.id === id ? entry : undefined;
  }

  /** Removes an entry; says whether it was there. */
  delete(id: StreamId): boolean {
    const node = this.nodes.floor(id);
    if (!node?.delete(id)) return false;
    if (node.entries.length === 0) this.nodes.delete(node.id);
    this.size -= 1;
    if (id > this.maxDeletedId) this.maxDeletedId = id;
    return true;
  }

  /** The entries from one id to another, both included. */
  *range({ start, end }: IdRange): Generator<StreamEntry> {
    for (const { entries } of this.nodes.up(this.nodes.floor(start)?.id ?? start)) {
      for (let n = countUpTo(entries, start - 1n); n < entries.length; n += 1) {
        const entry = entries[n] as StreamEntry;
        if (entry.id > end) return;
        yield entry;
      }
    }
  }

  /** The same, last first. */
  *rangeDown({ start, end }: IdRange): Generator<StreamEntry> {
    for (const { entries } of this.nodes.down(end)) {
      for (let n = countUpTo(entries, end) - 1; n >= 0; n -= 1) {
        const entry = entries[n] as StreamEntry;
        if (entry.id < start) return;
        yield entry;
      }
    }
  }

  /** Removes the oldest entries; says how many. Trimming is no deletion to `maxDeletedId`. */
  trim(goal: TrimGoal, approximation?: Approximation): number {
    const before = this.size;
    for (let node = this.nodes.first; node !== undefined; node = this.nodes.first) {
      const excess = this.#excessIn(node, goal);
      if (excess === 0) break;
      const { length } = node.entries;
      const limit = approximation?.entriesMax ?? 0n;
      if (limit > 0n && BigInt(before - this.size + length) > limit) break;
      // A node whose last entry was deleted stays as long as that one's id would.
      if (excess === length && (goal.kind === 'length' || node.lastId < goal.idMin)) {
        this.nodes.delete(node.id);
        this.size -= length;
        continue;
      }
      if (approximation !== undefined) break;
      node.deleteFirst(excess);
      if (node.entries.length === 0) this.nodes.delete(node.id);
      this.size -= excess;
      break;
    }
    return before - this.size;
  }

  /** How many entries of the first node are beyond the goal. */
  #excessIn({ entries }: StreamNode, goal: TrimGoal): number {
    if (goal.kind === 'id') return countUpTo(entries, goal.idMin - 1n);
    const excess = BigInt(this.size) - goal.lengthMax;
    return excess <= 0n ? 0 : Math.min(entries.length, Number(excess));
  }

  copy(): StreamValue {
    const copy = new StreamValue();
    for (const node of this.nodes) copy.nodes.add(node.copy());
    for (const [name, group] of this.groups) copy.groups.set(name, group.copy());
    copy.size = this.size;
    copy.lastId = this.lastId;
    copy.maxDeletedId = this.maxDeletedId;
    copy.entriesAdded = this.entriesAdded;
    return copy;
  }
}
