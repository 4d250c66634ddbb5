/**
 * A node of a stream: a run of entries that 7.2 keeps in one listpack. Nothing here is stored that
 * way, but where a node ends decides what trimming with `~` removes and what XINFO STREAM counts.
 */
import type { ByteString } from '../../../harness/wire/reply.ts';
import { LISTPACK_OVERHEAD, listpackEntrySize, listpackIntegerSize } from './listpack.ts';
import { countUpTo } from './stream-by-id.ts';
import { millisecondsOf, type StreamId, sequenceOf } from './stream-id.ts';

export interface StreamEntry {
  readonly id: StreamId;
  /** Fields and their values in turn. */
  readonly fields: readonly ByteString[];
}

/** The settings that decide when a node is full; 0 is no limit. */
export interface NodeLimits {
  readonly 'stream-node-max-bytes': number;
  readonly 'stream-node-max-entries': number;
}

// The flags of an entry, and the zero behind the master entry.
const SMALL_INTEGER_SIZE = 2;
// What 7.2 allows at most, whatever the settings say.
const NODE_BYTES_MAX = 2 ** 30;

export class StreamNode {
  /** The id that the node began with; entries are kept as distances from it. */
  readonly id: StreamId;
  /** The fields of the first entry, which entries with the same ones need not repeat. */
  readonly masterFields: readonly ByteString[];
  entries: StreamEntry[] = [];
  /** The last id that was added, whether it is still there or not. */
  lastId: StreamId;
  /** Entries that are gone, but keep their place in the listpack, as DUMP shows. */
  tombstones: StreamEntry[] = [];
  /** What does not change: overhead, and the master entry without its two counts. */
  readonly #fixedBytes: number;
  #entryBytes = 0;

  constructor(id: StreamId, masterFields: readonly ByteString[]) {
    this.id = id;
    this.lastId = id;
    this.masterFields = masterFields;
    const fields = listpackIntegerSize(masterFields.length) + sizeOf(masterFields, 0, 1);
    this.#fixedBytes = LISTPACK_OVERHEAD + fields + SMALL_INTEGER_SIZE;
  }

  /** A node that begins with an entry. */
  static of(first: StreamEntry): StreamNode {
    const node = new StreamNode(
      first.id,
      first.fields.filter((_, index) => index % 2 === 0),
    );
    node.append(first);
    return node;
  }

  /** The size of the listpack. */
  get bytes(): number {
    const { entries, tombstones } = this;
    const counts = listpackIntegerSize(entries.length) + listpackIntegerSize(tombstones.length);
    return this.#fixedBytes + counts + this.#entryBytes;
  }

  /** Whether an entry still fits. */
  takes({ fields }: StreamEntry, limits: NodeLimits): boolean {
    const entriesMax = limits['stream-node-max-entries'];
    const { length } = this.entries;
    if (entriesMax > 0 && length + this.tombstones.length >= entriesMax) return false;
    const bytesMax = limits['stream-node-max-bytes'];
    let bytes = this.bytes;
    // 7.2 counts the texts only, not what goes around them.
    for (const text of fields) bytes += text.length;
    return bytes < (bytesMax === 0 ? NODE_BYTES_MAX : Math.min(bytesMax, NODE_BYTES_MAX));
  }

  append(entry: StreamEntry): void {
    this.entries.push(entry);
    this.#take(entry);
  }

  /** Adds an entry that was deleted before. */
  appendTombstone(entry: StreamEntry): void {
    this.tombstones.push(entry);
    this.#take(entry);
  }

  #take(entry: StreamEntry): void {
    this.lastId = entry.id;
    this.#entryBytes += this.#sizeOf(entry);
  }

  /** Removes an entry; says whether it was there. */
  delete(id: StreamId): boolean {
    const position = countUpTo(this.entries, id) - 1;
    const entry = this.entries[position];
    if (entry?.id !== id) return false;
    this.entries.splice(position, 1);
    this.tombstones.push(entry);
    return true;
  }

  /** Removes the first entries. */
  deleteFirst(count: number): void {
    for (const entry of this.entries.splice(0, count)) this.tombstones.push(entry);
  }

  /** Whether an entry has the fields of the master entry, in the same order. */
  hasMasterFields(fields: readonly ByteString[]): boolean {
    const master = this.masterFields;
    return fields.length === 2 * master.length && master.every((name, n) => name === fields[2 * n]);
  }

  copy(): StreamNode {
    const copy = new StreamNode(this.id, this.masterFields);
    copy.entries = [...this.entries];
    copy.lastId = this.lastId;
    copy.tombstones = [...this.tombstones];
    copy.#entryBytes = this.#entryBytes;
    return copy;
  }

  #sizeOf({ id, fields }: StreamEntry): number {
    const distance =
      listpackIntegerSize(Number(millisecondsOf(id) - millisecondsOf(this.id))) +
      listpackIntegerSize(Number(BigInt.asIntN(64, sequenceOf(id) - sequenceOf(this.id))));
    if (this.hasMasterFields(fields)) {
      const parts = listpackIntegerSize(fields.length / 2 + 3);
      return SMALL_INTEGER_SIZE + distance + sizeOf(fields, 1, 2) + parts;
    }
    const count = listpackIntegerSize(fields.length / 2);
    const parts = listpackIntegerSize(fields.length + 4);
    return SMALL_INTEGER_SIZE + distance + count + sizeOf(fields, 0, 1) + parts;
  }
}

/** What every `step`-th text takes in a listpack. */
function sizeOf(texts: readonly ByteString[], start: number, step: number): number {
  let size = 0;
  for (let n = start; n < texts.length; n += step) size += listpackEntrySize(texts[n] ?? '');
  return size;
}
