/**
 * How much memory the server takes, by estimate: what it takes when empty, and what its keys take.
 * While there is a limit each change of a key is entered; without one only who asks pays, with a
 * sample of the keys.
 */
import type { ByteString } from '../../../harness/wire/reply.ts';
import type { Database, Entry, Keyspace } from '../keyspace.ts';
import { entryBytes, SAMPLES } from './value-bytes.ts';

/** What 7.2 takes when it has just started. */
export const EMPTY_SERVER_BYTES = 1_000_000;

// Keys of each database that are weighed where the books are not kept.
const KEYS_WEIGHED = 64;

export class MemoryLedger {
  #total = 0;
  #kept = false;

  /** Keeps the books from now on, or stops keeping them. */
  keep(kept: boolean, keyspace: Keyspace): void {
    if (kept === this.#kept) return;
    this.#kept = kept;
    this.#total = 0;
    if (!kept) return;
    for (const db of keyspace.databases) {
      for (const entry of db.entries.values()) {
        entry.bytes = 0;
        this.weigh(entry);
      }
    }
  }

  /** Enters what an entry takes now. */
  weigh(entry: Entry | undefined): void {
    if (!this.#kept || entry === undefined) return;
    const bytes = entryBytes(entry, SAMPLES);
    this.#total += bytes - (entry.bytes ?? 0);
    entry.bytes = bytes;
  }

  /** Enters what the entry under a key takes now, if there is one. */
  weighKey({ entries }: Database, key: ByteString): void {
    if (this.#kept) this.weigh(entries.get(key));
  }

  drop(entry: Entry | undefined): void {
    if (this.#kept) this.#total -= entry?.bytes ?? 0;
  }

  dropAll(entries: Iterable<Entry>): void {
    if (this.#kept) for (const entry of entries) this.drop(entry);
  }

  usedBytes(keyspace: Keyspace): number {
    return EMPTY_SERVER_BYTES + this.dataBytes(keyspace);
  }

  dataBytes(keyspace: Keyspace): number {
    return this.#kept
      ? this.#total
      : keyspace.databases.reduce((sum, db) => sum + sampledBytes(db), 0);
  }
}

function sampledBytes({ entries }: Database): number {
  const count = Math.min(entries.size, KEYS_WEIGHED);
  let bytes = 0;
  for (let sample = 0; sample < count; sample += 1) {
    const entry = entries.at(Math.floor((sample * entries.size) / count));
    if (entry !== undefined) bytes += entryBytes(entry, SAMPLES);
  }
  return count === 0 ? 0 : Math.round((bytes / count) * entries.size);
}
