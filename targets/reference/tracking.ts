/**
 * CLIENT TRACKING: tells clients which of the keys that they keep in a cache have changed. By
 * default the server remembers who has read what; with BCAST it tells of every key with a prefix,
 * in one message for all that changed while the event loop took one turn.
 *
 * Messages go to the connection itself as RESP3 pushes, or by REDIRECT to another one, which may
 * speak RESP2 if it listens to the channel `__redis__:invalidate`.
 */
import { encode } from '../../harness/wire/encode.ts';
import type { ByteString, Reply } from '../../harness/wire/reply.ts';
import type { Command } from './command-table.ts';
import type { Connection } from './connection.ts';
import type { Core } from './core.ts';
import { findKeys } from './find-keys.ts';
import { isSubscribed } from './pubsub.ts';
import { bulk, bulks, integer, NULL } from './replies.ts';
import { ScanTable, type Slot } from './scan-table.ts';

export interface TrackingOptions {
  /** The connection that gets the messages instead; 0 for none. */
  readonly redirect: number;
  readonly broadcasts: boolean;
  readonly optIn: boolean;
  readonly optOut: boolean;
  /** Leaves out what the connection changes itself. */
  readonly noLoop: boolean;
}

export interface ClientTracking extends TrackingOptions {
  readonly prefixes: ReadonlySet<ByteString>;
  /** CLIENT CACHING was said for the next command. */
  cachingSaid: boolean;
  redirectBroken: boolean;
}

/** Who has read a key. By number, as clients may be gone by the time it changes. */
interface Readers extends Slot {
  readonly ids: Set<number>;
}

interface Audience {
  readonly connections: Set<Connection>;
  /** What has changed since the last turn, and by whom it was changed last. */
  readonly changed: Map<ByteString, Connection | undefined>;
}

// What comes before the keys, in RESP3 and on the channel in RESP2.
const INVALIDATE = '>2\r\n$10\r\ninvalidate\r\n';
const MESSAGE = '*3\r\n$7\r\nmessage\r\n$20\r\n__redis__:invalidate\r\n';

export class Tracking {
  readonly #core: Core;
  readonly #readers = new ScanTable<Readers>();
  readonly #audiences = new Map<ByteString, Audience>();
  /** Keys to tell the running connection of once it has its reply; `undefined` is a flush. */
  #own: (ByteString | undefined)[] = [];
  /** How many connections have tracking on. */
  clients = 0;
  #items = 0;
  #roundsOverLimit = 0;

  constructor(core: Core) {
    this.#core = core;
  }

  /** As INFO counts them: keys, readers of all keys, prefixes. */
  get counts(): { readonly keys: number; readonly items: number; readonly prefixes: number } {
    return { keys: this.#readers.size, items: this.#items, prefixes: this.#audiences.size };
  }

  /** Starts tracking, or changes its options; prefixes are added to those that there are. */
  start(connection: Connection, options: TrackingOptions, prefixes: readonly ByteString[]): void {
    if (connection.tracking === undefined) this.clients += 1;
    const added = options.broadcasts && prefixes.length === 0 ? [''] : prefixes;
    connection.tracking = {
      ...options,
      prefixes: new Set([...(connection.tracking?.prefixes ?? []), ...added]),
      cachingSaid: connection.tracking?.cachingSaid ?? false,
      redirectBroken: false,
    };
    for (const prefix of added) this.#audience(prefix).connections.add(connection);
  }

  #audience(prefix: ByteString): Audience {
    const existing = this.#audiences.get(prefix);
    if (existing !== undefined) return existing;
    const audience = { connections: new Set<Connection>(), changed: new Map() };
    this.#audiences.set(prefix, audience);
    return audience;
  }

  stop(connection: Connection): void {
    if (connection.tracking === undefined) return;
    this.clients -= 1;
    for (const prefix of connection.tracking.prefixes) {
      const audience = this.#audiences.get(prefix);
      audience?.connections.delete(connection);
      if (audience?.connections.size === 0) this.#audiences.delete(prefix);
    }
    connection.tracking = undefined;
  }

  /** Remembers the keys that a command of a tracking connection has read. */
  remember(
    { id, tracking }: Connection,
    { command: { facts, flags }, argv }: { command: Command; argv: readonly ByteString[] },
  ): void {
    if (tracking === undefined || tracking.broadcasts || flags.has('pubsub')) return;
    const { optIn, optOut, cachingSaid } = tracking;
    if (optIn ? !cachingSaid : optOut && cachingSaid) return;
    const found = facts.findKeys?.(argv) ?? findKeys(facts, argv);
    if (found === 'invalid') return;
    for (const { key } of found) this.#addReader(key, id);
  }

  #addReader(key: ByteString, id: number): void {
    const readers = this.#readers.get(key) ?? { key, slot: 0, ids: new Set() };
    if (readers.ids.size === 0) this.#readers.add(readers);
    if (readers.ids.has(id)) return;
    readers.ids.add(id);
    this.#items += 1;
  }

  /** Tells those who have read a key that it changed; `by` the client, if it was one's doing. */
  invalidate(key: ByteString, by: Connection | undefined): void {
    for (const [prefix, { changed }] of this.#audiences) {
      if (key.startsWith(prefix)) changed.set(key, by);
    }
    this.#tellReaders(key);
  }

  #tellReaders(key: ByteString): void {
    const readers = this.#readers.get(key);
    if (readers === undefined) return;
    this.#readers.delete(key);
    this.#items -= readers.ids.size;
    for (const id of readers.ids) {
      const connection = this.#core.connections.get(id);
      const tracking = connection?.tracking;
      if (connection === undefined || tracking === undefined || tracking.broadcasts) continue;
      if (connection !== this.#core.executing) this.#tell(connection, bulks([key]));
      else if (!tracking.noLoop) this.#own.push(key);
    }
  }

  /** Tells every tracking connection that all keys are gone. */
  invalidateAll(): void {
    if (this.clients > 0) {
      for (const connection of this.#core.connections.values()) {
        if (connection.tracking === undefined) continue;
        if (connection === this.#core.executing) this.#own.push(undefined);
        else this.#tell(connection, NULL);
      }
    }
    for (const { key } of [...this.#readers.values()]) this.#readers.delete(key);
    this.#items = 0;
  }

  /** Tells a connection of what its own command has changed; to be called behind the reply. */
  tellOwn(connection: Connection): void {
    if (this.#own.length === 0) return;
    const keys = this.#own;
    this.#own = [];
    for (const key of keys) this.#tell(connection, key === undefined ? NULL : bulks([key]));
  }

  /** Sends what the turn of the event loop has gathered for the prefixes. */
  broadcast(): void {
    if (this.#audiences.size === 0) return;
    // Prefixes and keys in the order in which the original's radix trees keep them.
    for (const [, { connections, changed }] of [...this.#audiences].sort(byName)) {
      if (changed.size === 0) continue;
      const sorted = [...changed].sort(byName);
      changed.clear();
      for (const connection of connections) {
        const own = connection.tracking?.noLoop ? connection : undefined;
        const keys = sorted.filter(([, by]) => own === undefined || by !== own);
        if (keys.length > 0) this.#tell(connection, bulks(keys.map(([key]) => key)));
      }
    }
  }

  /** Forgets random keys while there are more than `tracking-table-max-keys`, as if they had changed. */
  keepWithinLimit(keysMax: number): void {
    if (keysMax === 0 || this.#readers.size <= keysMax) {
      this.#roundsOverLimit = 0;
      return;
    }
    // The more commands have found the table too large, the more keys each of them takes away.
    this.#roundsOverLimit += 1;
    for (let effort = 100 * this.#roundsOverLimit; effort > 0; effort -= 1) {
      const readers = this.#readers.at(this.#core.randomBelow(this.#readers.size));
      if (readers === undefined) return;
      this.#tellReaders(readers.key);
      if (this.#readers.size <= keysMax) {
        this.#roundsOverLimit = 0;
        return;
      }
    }
  }

  #tell(connection: Connection, keys: Reply): void {
    const redirect = connection.tracking?.redirect ?? 0;
    const target = redirect === 0 ? connection : this.#core.connections.get(redirect);
    if (target === undefined) {
      reportBrokenRedirect(connection, redirect);
      return;
    }
    // The null of a flush is written as the tracking connection speaks, whoever it is sent to.
    const written = encode(keys, connection.protocol);
    if (target.protocol === 3) target.pushBytes(`${INVALIDATE}${written}`);
    else if (redirect !== 0 && isSubscribed(target)) target.pushBytes(`${MESSAGE}${written}`);
  }
}

function byName([one]: readonly [ByteString, unknown], [other]: readonly [ByteString, unknown]) {
  return one < other ? -1 : 1;
}

function reportBrokenRedirect(connection: Connection, redirect: number): void {
  if (connection.tracking !== undefined) connection.tracking.redirectBroken = true;
  if (connection.protocol !== 3) return;
  connection.push({ type: 'push', items: [bulk('tracking-redir-broken'), integer(redirect)] });
}
