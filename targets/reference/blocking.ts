/**
 * Blocking commands. `run` returns a `BlockRequest` instead of a reply; the connection then waits in
 * the queue of each key, and its command runs again whenever one of them becomes ready. That is how
 * 7.2 does it, so what a waiter finds on waking follows the same code as what it found at first.
 */
import type { ByteString, Reply } from '../../harness/wire/reply.ts';
import type { Command } from './command-table.ts';
import type { Connection } from './connection.ts';
import type { Database } from './keyspace.ts';
import type { ValueType } from './value.ts';

export interface BlockRequest {
  readonly type: 'block';
  /** None for a command that only waits for time to pass (WAIT). */
  readonly keys: readonly ByteString[];
  /** Waking needs one of the keys to hold this type; a key of another type leaves the wait alone. */
  readonly valueType?: ValueType;
  /** 0 waits for ever. */
  readonly timeoutMs: number;
  /** Also the reply inside MULTI and scripts, where nothing may block, if there is no other. */
  readonly timeoutReply: Reply;
  /** The wait counts as work: the command stands for one that keeps the server busy. */
  readonly holdsUp?: true;
  /** BLMOVE answers one null when it may not block and another one when its time is up. */
  readonly immediateReply?: Reply;
  /** What to run on waking, where it is not what the client sent. */
  readonly argv?: readonly ByteString[];
  /** Also woken when the key goes away or comes to hold another type, as XREADGROUP is. */
  readonly wakesOnLoss?: true;
}

export interface Waiter {
  readonly connection: Connection;
  readonly db: Database;
  readonly command: Command;
  readonly argv: readonly ByteString[];
  readonly request: BlockRequest;
  readonly sinceMs: number;
  timer?: unknown;
}

/** Asks the dispatcher to block: `return block({ keys, valueType, timeoutMs, timeoutReply })`. */
export function block(request: Omit<BlockRequest, 'type'>): BlockRequest {
  return { type: 'block', ...request };
}

/** Waiters by key, first come first served. */
export class WaitingRoom {
  readonly #byKey = new Map<ByteString, Set<Waiter>>();

  get size(): number {
    return this.#byKey.size;
  }

  /** The keys whose loss would wake somebody. */
  get missedKeys(): number {
    const queues = [...this.#byKey.values()];
    return queues.filter((queue) => [...queue].some(({ request }) => request.wakesOnLoss)).length;
  }

  has(key: ByteString): boolean {
    return this.#byKey.has(key);
  }

  enter(waiter: Waiter): void {
    for (const key of waiter.request.keys) {
      const queue = this.#byKey.get(key);
      if (queue === undefined) this.#byKey.set(key, new Set([waiter]));
      else queue.add(waiter);
    }
  }

  leave(waiter: Waiter): void {
    for (const key of waiter.request.keys) {
      const queue = this.#byKey.get(key);
      queue?.delete(waiter);
      if (queue?.size === 0) this.#byKey.delete(key);
    }
  }

  /** Those who wait for a key now, in order of arrival. */
  queue(key: ByteString): readonly Waiter[] {
    return [...(this.#byKey.get(key) ?? [])];
  }

  keys(): readonly ByteString[] {
    return [...this.#byKey.keys()];
  }
}
