/** RESTORE: a key from the bytes that DUMP gave. */
import { decodeDumpBody, unsealDump } from '../../../../harness/rdb/dump.ts';
import { MalformedValue } from '../../../../harness/rdb/malformed.ts';
import type { RdbValue } from '../../../../harness/rdb/value.ts';
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, int64Of, integerOf, Tail } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import type { Instant } from '../../instant.ts';
import { firstKey } from '../../key-spec.ts';
import type { Entry } from '../../keyspace.ts';
import { INT64_MAX } from '../../numbers.ts';
import { OK } from '../../replies.ts';
import { fromRdb } from './dump-value.ts';

const BUSY_KEY = 'BUSYKEY Target key name already exists.';

interface Restore {
  readonly key: ByteString;
  /** Read only once the key is known to be free, as 7.2 does. */
  readonly ttl: ByteString;
  readonly payload: ByteString;
  readonly replace?: true;
  readonly absolute?: true;
  readonly idleSeconds?: number;
  readonly frequency?: number;
}

function parse(argv: readonly ByteString[]): Restore {
  const tail = new Tail(argv, 4);
  let options: Restore = { key: at(argv, 1), ttl: at(argv, 2), payload: at(argv, 3) };
  while (tail.more) {
    const option = tail.word();
    if (option === 'REPLACE') options = { ...options, replace: true };
    else if (option === 'ABSTTL') options = { ...options, absolute: true };
    else if (option === 'IDLETIME' && options.frequency === undefined) {
      options = { ...options, idleSeconds: idleSecondsOf(tail.value()) };
    } else if (option === 'FREQ' && options.idleSeconds === undefined) {
      options = { ...options, frequency: frequencyOf(tail.value()) };
    } else refuse(SYNTAX_ERROR);
  }
  return options;
}

function idleSecondsOf(text: ByteString): number {
  const seconds = integerOf(text);
  return seconds < 0 ? refuse('ERR Invalid IDLETIME value, must be >= 0') : seconds;
}

function frequencyOf(text: ByteString): number {
  const frequency = integerOf(text);
  return frequency < 0 || frequency > 255
    ? refuse('ERR Invalid FREQ value, must be >= 0 and <= 255')
    : frequency;
}

/** When the key is to go; `undefined` for never. */
function expiryOf({ ttl, absolute }: Restore, nowMs: number): Instant | undefined {
  const given = int64Of(ttl);
  if (given < 0n) refuse('ERR Invalid TTL value, must be >= 0');
  if (given === 0n) return undefined;
  const instant = absolute ? given : given + BigInt(nowMs);
  // 7.2 overflows here and keeps the key; the end of time is as near as that can be told.
  if (instant > INT64_MAX) return INT64_MAX;
  const number = Number(instant);
  return Number.isSafeInteger(number) ? number : instant;
}

function decode(payload: ByteString): RdbValue {
  const body = unsealDump(payload) ?? refuse('ERR DUMP payload version or checksum are wrong');
  try {
    return decodeDumpBody(body);
  } catch (thrown) {
    if (thrown instanceof MalformedValue) return refuse('ERR Bad data format');
    throw thrown;
  }
}

function restore({ db, core }: Connection, options: Restore): Reply {
  const { key, payload } = options;
  if (!options.replace && db.lookup(key) !== undefined) refuse(BUSY_KEY);
  const expiry = expiryOf(options, core.nowMs);
  const value = fromRdb(decode(payload), core.settings);
  const replaced = db.delete(key);
  if (expiry !== undefined && expiry <= core.nowMs) {
    if (replaced) db.changed(key, 'generic', 'del');
    return OK;
  }
  db.set(key, value);
  const entry = db.entries.get(key);
  if (entry !== undefined) {
    if (expiry !== undefined) db.expireAt(entry, expiry);
    noteUses(entry, options, core.nowMs);
  }
  db.changed(key, 'generic', 'restore');
  return OK;
}

function noteUses(entry: Entry, { idleSeconds = 0, frequency }: Restore, nowMs: number): void {
  entry.usedAtMs = nowMs - Math.min(idleSeconds, IDLE_SECONDS_MAX) * 1000;
  if (frequency !== undefined) entry.frequency = { counter: frequency, decayedAtMs: nowMs };
}

// 7.2 counts idle seconds in 24 bits.
const IDLE_SECONDS_MAX = 2 ** 24 - 1;

export const restoreCommands: Family = {
  restore: command({
    arity: -4,
    flags: ['write', 'denyoom'],
    categories: ['keyspace', 'dangerous'],
    keys: firstKey('OW update'),
    since: '2.6.0',
    group: 'generic',
    complexity: 'O(N)',
    usage:
      'key ttl:integer serialized-value [REPLACE] [ABSTTL] [IDLETIME seconds:integer] [FREQ frequency:integer]',
    summary: 'Makes a key from the serialized form of a value that DUMP gave.',
    parse,
    run: restore,
  }),

  'restore-asking': command({
    arity: -4,
    flags: ['write', 'denyoom', 'asking'],
    categories: ['keyspace', 'dangerous'],
    keys: firstKey('OW update'),
    since: '3.0.0',
    group: 'server',
    complexity: 'O(1)',
    usage:
      'key ttl:integer serialized-value [REPLACE] [ABSTTL] [IDLETIME seconds:integer] [FREQ frequency:integer]',
    summary: 'RESTORE as MIGRATE sends it to a node of a cluster.',
    parse,
    run: restore,
  }),
};
