/**
 * What happens where `maxmemory` is exceeded, as `maxmemory-policy` says: keys are given up, chosen
 * from samples (https://redis.io/docs/latest/develop/reference/eviction/), or writes are refused.
 */
import type { ByteString } from '../../../harness/wire/reply.ts';
import type { Core } from '../core.ts';
import type { Database, Entry } from '../keyspace.ts';
import { noteEvent } from '../statistics/note-event.ts';

interface Candidate {
  readonly db: Database;
  readonly key: ByteString;
  /** The higher, the sooner it goes. */
  readonly idleness: number;
}

// Good candidates are remembered from sample to sample, as many as 7.2 remembers.
const POOL_SIZE = 16;
const COUNTER_MAX = 255;
// Keys that go between two looks at the clock.
const KEYS_PER_LOOK = 16;

export class Eviction {
  readonly #core: Core;
  /** The best last. */
  #pool: Candidate[] = [];
  #policy = '';
  #nextDatabase = 0;
  #timer: unknown;
  evictedKeys = 0;

  constructor(core: Core) {
    this.#core = core;
  }

  /**
   * Gives keys up until memory is within the limit. `short` when it is not and nothing may go;
   * `busy` when the time for one turn was over, and the rest goes soon.
   */
  makeRoom(): 'enough' | 'short' | 'busy' {
    if (!this.#isOver()) return 'enough';
    const core = this.#core;
    const startedAt = core.stopwatch();
    const result = this.#evict(startedAt);
    noteEvent(core, 'eviction-cycle', core.stopwatch() - startedAt);
    return result;
  }

  #evict(startedAt: number): 'enough' | 'short' | 'busy' {
    const core = this.#core;
    const until = startedAt + turnMicroseconds(core.settings['maxmemory-eviction-tenacity']);
    for (let evicted = 1; this.#isOver(); evicted += 1) {
      const victim = this.#choose();
      if (victim === undefined) return 'short';
      victim.db.evict(victim.key);
      this.evictedKeys += 1;
      if (evicted % KEYS_PER_LOOK === 0 && core.stopwatch() > until && this.#isOver()) {
        this.goOnSoon();
        return 'busy';
      }
    }
    return 'enough';
  }

  /** Makes room when the running command is done, though no other comes. */
  goOnSoon(): void {
    const core = this.#core;
    if (this.#timer !== undefined) return;
    this.#timer = core.timers.set(() => {
      this.#timer = undefined;
      core.tick();
      if (core.settings.maxmemory > 0) this.makeRoom();
    }, 0);
  }

  #isOver(): boolean {
    const { keyspace, settings } = this.#core;
    return keyspace.ledger.usedBytes(keyspace) > settings.maxmemory;
  }

  #choose(): { db: Database; key: ByteString } | undefined {
    const policy = this.#core.settings['maxmemory-policy'];
    if (policy !== this.#policy) this.#pool = [];
    this.#policy = policy;
    if (policy === 'noeviction') return undefined;
    return policy.endsWith('-random') ? this.#random(policy) : this.#fromPool(policy);
  }

  /** The databases take turns. */
  #random(policy: string): { db: Database; key: ByteString } | undefined {
    const { databases } = this.#core.keyspace;
    for (let tried = 0; tried < databases.length; tried += 1) {
      const db = databases[this.#nextDatabase % databases.length];
      this.#nextDatabase += 1;
      const table = policy.startsWith('volatile') ? db?.volatile : db?.entries;
      const slot = table?.at(this.#core.randomBelow(table.size));
      if (db !== undefined && slot !== undefined) return { db, key: slot.key };
    }
    return undefined;
  }

  #fromPool(policy: string): Candidate | undefined {
    for (;;) {
      const sampled = this.#core.keyspace.databases.map((db) => this.#sample(db, policy));
      if (!sampled.includes(true)) return undefined;
      while (this.#pool.length > 0) {
        const best = this.#pool.pop();
        if (best?.db.entries.has(best.key)) return best;
      }
    }
  }

  /** Puts some keys of a database into the pool; says whether there were any. */
  #sample(db: Database, policy: string): boolean {
    const table = policy.startsWith('volatile') ? db.volatile : db.entries;
    if (table.size === 0) return false;
    const samples = this.#core.settings['maxmemory-samples'];
    const indexes =
      table.size <= samples
        ? Array.from({ length: table.size }, (_, index) => index)
        : Array.from({ length: samples }, () => this.#core.randomBelow(table.size));
    for (const index of indexes) {
      const entry = db.entries.get(table.at(index)?.key ?? '');
      if (entry === undefined) continue;
      this.#consider({ db, key: entry.key, idleness: this.#idleness(entry, policy) });
    }
    return true;
  }

  #consider(candidate: Candidate): void {
    if (this.#pool.some(({ db, key }) => db === candidate.db && key === candidate.key)) return;
    this.#pool.push(candidate);
    this.#pool.sort((one, other) => one.idleness - other.idleness);
    if (this.#pool.length > POOL_SIZE) this.#pool.shift();
  }

  #idleness(entry: Entry, policy: string): number {
    if (policy.endsWith('-ttl')) return -Number(entry.expiry?.at ?? 0);
    if (policy.endsWith('-lfu')) return COUNTER_MAX - this.#core.keyspace.frequencyOf(entry);
    return this.#core.nowMs - entry.usedAtMs;
  }
}

// From the documentation of the parameter: 0 is the least effort, 100 no limit at all.
const LINEAR_TENACITY_MAX = 10;

/** How long one turn of eviction may take. */
function turnMicroseconds(tenacity: number): number {
  if (tenacity <= LINEAR_TENACITY_MAX) return 50 * tenacity;
  return tenacity < 100 ? 500 * 1.15 ** (tenacity - LINEAR_TENACITY_MAX) : Infinity;
}
