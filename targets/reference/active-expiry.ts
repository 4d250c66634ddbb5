/**
 * Removes keys whose time has passed though nobody asks for them: every tenth of a second, samples
 * of the keys with an expiry, again while many of a sample were due.
 */

import { settle } from './connection.ts';
import type { Core } from './core.ts';
import type { Database } from './keyspace.ts';

const PERIOD_MS = 100;
const SAMPLE_SIZE = 20;
// Stale keys that redis tolerates, as a share of the keys with an expiry.
const DUE_SHARE_MAX = 0.1;
const ROUNDS_MAX = 100;

export class ActiveExpiry {
  readonly #core: Core;
  #timer: unknown;

  constructor(core: Core) {
    this.#core = core;
  }

  start(): void {
    this.#timer = this.#core.timers.set(() => {
      this.run();
      this.start();
    }, PERIOD_MS);
  }

  stop(): void {
    this.#core.timers.clear(this.#timer);
  }

  /** One round over all databases. */
  run(): void {
    const core = this.#core;
    if (!core.activeExpiry || core.pause !== undefined) return;
    core.tick();
    for (const db of core.keyspace.databases) {
      let rounds = 0;
      while (expireSample(db, core) > DUE_SHARE_MAX && rounds < ROUNDS_MAX) rounds += 1;
    }
    settle(core);
  }
}

/** The share of the sample that was due. */
function expireSample(db: Database, core: Core): number {
  const { volatile } = db;
  if (volatile.size === 0) return 0;
  const sample =
    volatile.size <= SAMPLE_SIZE
      ? [...volatile.values()]
      : Array.from({ length: SAMPLE_SIZE }, () => volatile.at(core.randomBelow(volatile.size)));
  const due = sample.filter((expiry) => expiry !== undefined && db.expireIfDue(expiry.key));
  return due.length / sample.length;
}
