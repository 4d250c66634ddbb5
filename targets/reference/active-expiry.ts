/**
 * Removes keys whose time has passed though nobody asks for them: samples of the keys with an
 * expiry, again while many of a sample were due.
 */
import type { Core } from './core.ts';
import type { Database } from './keyspace.ts';

const SAMPLE_SIZE = 20;
// Stale keys that redis tolerates, as a share of the keys with an expiry.
const DUE_SHARE_MAX = 0.1;
const ROUNDS_MAX = 100;

/** One round over all databases. */
export function expireSome(core: Core): void {
  if (!core.activeExpiry) return;
  for (const db of core.keyspace.databases) {
    let rounds = 0;
    while (expireSample(db, core) > DUE_SHARE_MAX && rounds < ROUNDS_MAX) rounds += 1;
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
