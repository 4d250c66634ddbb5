/** INFO keyspace: a line for each database that has keys. */
import type { Core } from '../core.ts';
import type { Database } from '../keyspace.ts';
import type { Fields } from './fields.ts';

// Enough to tell the order of magnitude, as the original's estimate does.
const TTL_SAMPLE = 100;

export function keyspace(core: Core): Fields {
  const used = core.keyspace.databases.filter((db) => db.entries.size > 0);
  return Object.fromEntries(used.map((db) => [`db${db.index}`, databaseLine(db, core.nowMs)]));
}

function databaseLine({ entries, volatile }: Database, nowMs: number): string {
  const sample = Array.from({ length: Math.min(volatile.size, TTL_SAMPLE) }, (_, index) =>
    Math.max(0, Number(volatile.at(index)?.at ?? nowMs) - nowMs),
  );
  const sum = sample.reduce((total, ttl) => total + ttl, 0);
  const average = sample.length === 0 ? 0 : Math.floor(sum / sample.length);
  return `keys=${entries.size},expires=${volatile.size},avg_ttl=${average}`;
}
