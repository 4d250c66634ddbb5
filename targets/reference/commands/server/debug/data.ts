/** DEBUG commands that make or rebuild data. */
import type { ByteString, Reply } from '../../../../../harness/wire/reply.ts';
import { integerWithin } from '../../../arguments.ts';
import type { Settings } from '../../../config.ts';
import type { Connection } from '../../../connection.ts';
import { NOT_POSITIVE, refuse } from '../../../errors.ts';
import type { Database, Entry } from '../../../keyspace.ts';
import { OK } from '../../../replies.ts';
import { StringValue } from '../../../values/string.ts';
import { fromRdb, toRdb } from '../../generic/dump-value.ts';

// More would only exhaust the process.
const COUNT_MAX = 2 ** 31;

export interface Population {
  readonly count: number;
  readonly prefix: ByteString;
  readonly size: number | undefined;
}

export function populationOf([
  count = '',
  prefix = 'key',
  size,
]: readonly ByteString[]): Population {
  const number = (text: ByteString) => integerWithin(text, [0, COUNT_MAX], NOT_POSITIVE);
  return {
    count: number(count),
    prefix,
    size: size === undefined ? undefined : number(size),
  };
}

/** Makes keys; what is there already stays. */
export function populate({ db }: Connection, { count, prefix, size }: Population): Reply {
  for (let index = 0; index < count; index += 1) {
    const key = `${prefix}:${index}`;
    if (db.peek(key) !== undefined) continue;
    const text = `value:${index}`;
    const value = size === undefined ? text : text.slice(0, size).padEnd(size, '\0');
    db.set(key, new StringValue(value));
  }
  return OK;
}

/** Writes every value in the form of RDB and reads it back, as a save and a restart would. */
export function reload({ core }: Connection, options: readonly ByteString[]): Reply {
  const given = new Set(options.map((option) => option.toUpperCase()));
  if ([...given].some((option) => !['MERGE', 'NOFLUSH', 'NOSAVE'].includes(option))) {
    refuse('ERR DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options.');
  }
  if (given.has('NOSAVE')) refuse('ERR Error trying to load the RDB dump, check server logs.');
  for (const db of core.keyspace.databases) {
    for (const entry of [...db.entries.values()]) reloadEntry(db, entry, core.settings);
  }
  return OK;
}

function reloadEntry(db: Database, entry: Entry, settings: Settings): void {
  // Streams have no form of RDB here yet, and stay as they are.
  if (db.expireIfDue(entry.key) || entry.value.type === 'stream') return;
  entry.value = fromRdb(toRdb(entry.value), settings);
}
