/** DEBUG OBJECT and its like: how a value is held, as far as that means something here. */
import { encodeDump } from '../../../../../harness/rdb/dump.ts';
import type { ByteString, Reply } from '../../../../../harness/wire/reply.ts';
import type { Connection } from '../../../connection.ts';
import { NO_SUCH_KEY, refuse } from '../../../errors.ts';
import type { Entry } from '../../../keyspace.ts';
import { allocated, stringBytes } from '../../../memory/allocation.ts';
import { status, verbatim } from '../../../replies.ts';
import { listpackEntrySize } from '../../../values/listpack.ts';
import { toRdb } from '../../generic/dump-value.ts';
import { referencesTo } from '../../generic/object.ts';

function entryOf({ db }: Connection, key: ByteString): Entry {
  return db.peek(key) ?? refuse(NO_SUCH_KEY);
}

// DUMP adds a type in front, and a version and a checksum behind.
const DUMP_FRAME_BYTES = 11;

export function objectLine(connection: Connection, key: ByteString): Reply {
  const entry = entryOf(connection, key);
  const { value } = entry;
  const { nowMs } = connection.core;
  const length = encodeDump(toRdb(value)).length - DUMP_FRAME_BYTES;
  const used = Math.floor(entry.usedAtMs / 1000) % 2 ** 24;
  const idle = Math.floor((nowMs - entry.usedAtMs) / 1000);
  // Nothing here has an address; the place in the table of keys is as good as one.
  const address = (entry.slot + 1).toString(16).padStart(12, '0');
  return status(
    `Value at:0x${address} refcount:${referencesTo(entry)} encoding:${value.encoding} serializedlength:${length} lru:${used} lru_seconds_idle:${idle}${nodes(connection, entry)}`,
  );
}

/** What there is to tell of a list in nodes. */
function nodes({ core }: Connection, { value }: Entry): string {
  if (value.type !== 'list' || value.encoding !== 'quicklist') return '';
  const count = value.nodes.length;
  const average = (value.size / Math.max(1, count)).toFixed(2);
  const limit = core.settings['list-max-listpack-size'];
  const bytes = value.members().reduce((sum, member) => sum + listpackEntrySize(member), 7 * count);
  return ` ql_nodes:${count} ql_avg_node:${average} ql_listpack_max:${limit} ql_compressed:0 ql_uncompressed_size:${bytes}`;
}

const OBJECT = 16;

export function stringLengths(connection: Connection, key: ByteString): Reply {
  const { value } = entryOf(connection, key);
  if (value.type !== 'string' || value.encoding === 'int') {
    return refuse('ERR Not an sds encoded string.');
  }
  const { size, encoding } = value;
  // A short string lies in the object itself, which is not counted.
  const bytes = encoding === 'embstr' ? allocated(OBJECT + 4 + size) - OBJECT : stringBytes(size);
  return status(
    `key_sds_len:${key.length}, key_sds_avail:0, key_zmalloc: ${stringBytes(key.length)}, val_sds_len:${size}, val_sds_avail:0, val_zmalloc: ${bytes}`,
  );
}

/** 7.2 prints the inside of the value on its terminal, which nobody reads here. */
export function printed(
  connection: Connection,
  key: ByteString,
  form: 'listpack' | 'quicklist',
): Reply {
  const { value } = entryOf(connection, key);
  if (value.encoding !== form) refuse(`ERR Not a ${form} encoded object.`);
  return status(`${form === 'listpack' ? 'Listpack' : 'Quicklist'} structure printed on stdout`);
}

function tableText(size: number): string {
  const slots = size === 0 ? 0 : 2 ** Math.max(2, Math.ceil(Math.log2(size)));
  return size === 0
    ? 'No stats available for empty dictionaries\n'
    : `Hash table 0 stats (main hash table):\n table size: ${slots}\n number of elements: ${size}\n`;
}

export function databaseTables(connection: Connection, index: number): Reply {
  const db = connection.core.database(index);
  if (db === undefined) return refuse('ERR Out of range database');
  return verbatim(
    `[Dictionary HT]\n${tableText(db.entries.size)}[Expires HT]\n${tableText(db.volatile.size)}`,
  );
}

export function valueTable(connection: Connection, key: ByteString): Reply {
  const { value } = entryOf(connection, key);
  const isTable = ['hashtable', 'skiplist'].includes(value.encoding);
  return isTable
    ? verbatim(tableText(value.size))
    : refuse('ERR The value stored at the specified key is not represented using an hash table');
}
