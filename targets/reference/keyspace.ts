/**
 * The keyspace: numbered databases of typed values. Every write goes through a `Database`, which
 * expires keys on access and tells the rest of the server what happened: watchers of the key
 * (WATCH), waiters on it (blocking commands), and `KeyspaceEvents` (notifications, dirty counting).
 *
 * A write command does, in this order: look up, act on the value, `changed(…)`, and for collections
 * `removeIfEmpty(…)`; so notifications come in the order of 7.2.
 */
import type { ByteString } from '../../harness/wire/reply.ts';
import { WaitingRoom } from './blocking.ts';
import type { Connection } from './connection.ts';
import { refuse, WRONG_TYPE } from './errors.ts';
import { countUse, decay, type Frequency, newFrequency } from './frequency.ts';
import type { Instant } from './instant.ts';
import type { EventClass, KeyspaceEvents } from './keyspace-events.ts';
import { MemoryLedger } from './memory/ledger.ts';
import { ScanTable, type Slot } from './scan-table.ts';
import type { Value, ValueOf, ValueType } from './value.ts';

interface Expiry extends Slot {
  readonly at: Instant;
}

export interface Entry extends Slot {
  value: Value;
  expiry: Expiry | undefined;
  /** When a command last used the key, for OBJECT IDLETIME. */
  usedAtMs: number;
  /** What it takes, by estimate; kept while there is a limit of memory. */
  bytes?: number;
  /** Kept under the LFU policies only. */
  frequency?: Frequency;
}

export class Database {
  readonly index: number;
  readonly keyspace: Keyspace;
  readonly waiters: WaitingRoom = new WaitingRoom();
  readonly watchers: Map<ByteString, Set<Connection>> = new Map();
  entries: ScanTable<Entry> = new ScanTable();
  /** The keys that have an expiry, to sample from. */
  volatile: ScanTable<Expiry> = new ScanTable();

  constructor(index: number, keyspace: Keyspace) {
    this.index = index;
    this.keyspace = keyspace;
  }

  /** The entry of a live key, without counting as a use. */
  peek(key: ByteString): Entry | undefined {
    const entry = this.entries.get(key);
    if (entry?.expiry === undefined || !this.isDue(entry)) return entry;
    this.#expire(key);
    return undefined;
  }

  /** Whether an entry is past its time. */
  isDue({ expiry }: Entry): boolean {
    return expiry !== undefined && this.keyspace.events.now() > expiry.at;
  }

  /** The entry of a live key, used by a command that writes. */
  lookup(key: ByteString): Entry | undefined {
    const entry = this.peek(key);
    if (entry !== undefined) this.keyspace.used(entry);
    return entry;
  }

  /**
   * The entry of a live key for a command that reads: counts a hit or a miss. Asking about a key
   * (EXISTS, TTL …) leaves it `unused`.
   */
  lookupRead(key: ByteString, use: 'used' | 'unused' = 'used'): Entry | undefined {
    const entry = use === 'used' ? this.lookup(key) : this.peek(key);
    if (entry === undefined) {
      this.keyspace.misses += 1;
      this.keyspace.events.notify('key-miss', 'keymiss', key, this);
    } else {
      this.keyspace.hits += 1;
    }
    return entry;
  }

  /** The value of a key for a command that reads; refuses another type. */
  read<T extends ValueType>(key: ByteString, type: T): ValueOf<T> | undefined {
    return ofType(this.lookupRead(key), type);
  }

  /** The value of a key for a command that writes; refuses another type. */
  write<T extends ValueType>(key: ByteString, type: T): ValueOf<T> | undefined {
    return ofType(this.lookup(key), type);
  }

  /** As `write`, but a missing key comes to hold what `create` makes. */
  ensure<T extends ValueType>(key: ByteString, type: T, create: () => ValueOf<T>): ValueOf<T> {
    const existing = this.write(key, type);
    if (existing !== undefined) return existing;
    const value = create();
    this.set(key, value);
    return value;
  }

  /** Puts a value under a key. An expiry of the old value is dropped unless it is to be kept. */
  set(key: ByteString, value: Value, { keepExpiry = false }: { keepExpiry?: boolean } = {}): void {
    const entry = this.lookup(key);
    if (entry === undefined) {
      this.#add(key, value);
    } else {
      entry.value = value;
      this.keyspace.ledger.weigh(entry);
      if (!keepExpiry) this.persist(entry);
    }
    this.wake(key);
  }

  #add(key: ByteString, value: Value): void {
    const usedAtMs = this.keyspace.events.now();
    const entry: Entry = { key, slot: 0, value, expiry: undefined, usedAtMs };
    this.entries.add(entry);
    this.keyspace.ledger.weigh(entry);
    this.keyspace.events.notify('new', 'new', key, this);
  }

  /** Removes a live key; says whether there was one. Notifies nothing: the command knows the event. */
  delete(key: ByteString): boolean {
    if (this.peek(key) === undefined) return false;
    this.#remove(key);
    return true;
  }

  #remove(key: ByteString): void {
    this.keyspace.ledger.drop(this.entries.delete(key));
    this.volatile.delete(key);
    this.wake(key);
  }

  /** Lets those who wait for a key look again at what it holds. */
  wake(key: ByteString): void {
    if (this.waiters.has(key)) this.keyspace.events.ready(key, this);
  }

  #expire(key: ByteString): void {
    this.#remove(key);
    this.keyspace.expiredKeys += 1;
    this.keyspace.events.notify('expired', 'expired', key, this);
    this.touchWatchers(key);
    this.keyspace.events.modified(key, 'server');
  }

  /** Gives up a key because memory is short. */
  evict(key: ByteString): void {
    this.#remove(key);
    this.keyspace.events.notify('evicted', 'evicted', key, this);
    this.touchWatchers(key);
    this.keyspace.events.modified(key, 'server');
  }

  /** Removes a key that is past its time; says whether it was. */
  expireIfDue(key: ByteString): boolean {
    return this.entries.has(key) && this.peek(key) === undefined;
  }

  /** Sets when a key expires, in milliseconds since the epoch. */
  expireAt(entry: Entry, at: Instant): void {
    if (entry.expiry !== undefined) this.volatile.delete(entry.key);
    entry.expiry = { key: entry.key, slot: 0, at };
    this.volatile.add(entry.expiry);
  }

  /** Takes the expiry from a key; says whether it had one. */
  persist(entry: Entry): boolean {
    if (entry.expiry === undefined) return false;
    this.volatile.delete(entry.key);
    entry.expiry = undefined;
    return true;
  }

  /** Reports a change of a key: watchers, notification, dirty count (how many changes it was). */
  changed(key: ByteString, eventClass: EventClass, event: string, changes = 1): void {
    if (this.watchers.size > 0) this.touchWatchers(key);
    this.keyspace.events.modified(key, 'command');
    this.noted(key, eventClass, event, changes);
  }

  /** The same of what is no change of the value to watchers, as that of a consumer group. */
  noted(key: ByteString, eventClass: EventClass, event: string, changes = 1): void {
    this.keyspace.events.notify(eventClass, event, key, this);
    this.keyspace.ledger.weighKey(this, key);
    this.keyspace.dirty += changes;
  }

  /** Removes the key of a collection that has become empty, with the `del` event. */
  removeIfEmpty(key: ByteString, value: Value): void {
    if (value.size > 0) return;
    this.#remove(key);
    this.keyspace.events.notify('generic', 'del', key, this);
  }

  /** Makes the transactions of those who watch a key fail. */
  touchWatchers(key: ByteString): void {
    for (const connection of this.watchers.get(key) ?? []) connection.failTransaction();
  }

  /** Removes every key; says how many there were. */
  flush(): number {
    const removed = this.entries.size;
    for (const key of this.watchers.keys()) if (this.entries.has(key)) this.touchWatchers(key);
    for (const key of this.waiters.keys()) if (this.entries.has(key)) this.wake(key);
    this.keyspace.ledger.dropAll(this.entries.values());
    this.entries.clear();
    this.volatile.clear();
    return removed;
  }
}

function ofType<T extends ValueType>(entry: Entry | undefined, type: T): ValueOf<T> | undefined {
  if (entry === undefined) return undefined;
  return entry.value.type === type ? (entry.value as ValueOf<T>) : refuse(WRONG_TYPE);
}

export class Keyspace {
  readonly databases: readonly Database[];
  readonly events: KeyspaceEvents;
  readonly ledger: MemoryLedger = new MemoryLedger();
  /** Changes since the start, as `rdb_changes_since_last_save` counts them. */
  dirty = 0;
  hits = 0;
  misses = 0;
  expiredKeys = 0;
  /** Off while a command runs whose client asked for it (CLIENT NO-TOUCH). */
  countsUses = true;

  constructor(count: number, events: KeyspaceEvents) {
    this.events = events;
    this.databases = Array.from({ length: count }, (_, index) => new Database(index, this));
  }

  /** Counts a use of a key, for the eviction policies and OBJECT. */
  used(entry: Entry): void {
    if (!this.countsUses) return;
    const nowMs = this.events.now();
    entry.usedAtMs = nowMs;
    const settings = this.events.frequencySettings();
    if (settings === undefined) return;
    entry.frequency ??= newFrequency(nowMs);
    decay(entry.frequency, nowMs, settings);
    countUse(entry.frequency, settings, this.events.random());
  }

  /** The use counter of a key under an LFU policy. */
  frequencyOf(entry: Entry): number {
    const nowMs = this.events.now();
    const settings = this.events.frequencySettings();
    entry.frequency ??= newFrequency(nowMs);
    return settings === undefined
      ? entry.frequency.counter
      : decay(entry.frequency, nowMs, settings);
  }

  /** Lets two databases change places. Connections, watchers and waiters stay with the number. */
  swap(one: Database, other: Database): void {
    for (const db of [one, other]) touchWatchersOfEither(db, one, other);
    [one.entries, other.entries] = [other.entries, one.entries];
    [one.volatile, other.volatile] = [other.volatile, one.volatile];
    for (const db of [one, other]) {
      for (const key of db.waiters.keys()) db.wake(key);
    }
  }
}

function touchWatchersOfEither(db: Database, one: Database, other: Database): void {
  for (const key of db.watchers.keys()) {
    if (one.entries.has(key) || other.entries.has(key)) db.touchWatchers(key);
  }
}
