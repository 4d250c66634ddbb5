/** Commands that give a string, and may change its expiry or remove it on the way. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { instantOf } from '../../instant.ts';
import { firstKey } from '../../key-spec.ts';
import type { Entry } from '../../keyspace.ts';
import { bulk, bulkOrNull, integer, NULL } from '../../replies.ts';
import { type SetOptions, setOptionsOf } from './set-options.ts';

interface GetEx {
  readonly key: ByteString;
  readonly expiry: SetOptions['expiry'];
}

function getEx(connection: Connection, { key, expiry }: GetEx): Reply {
  const { db } = connection;
  const value = db.read(key, 'string');
  const entry = db.entries.get(key);
  if (value === undefined || entry === undefined) return NULL;
  if (expiry !== undefined) changeExpiry(connection, entry, expiry);
  return bulk(value.text);
}

function changeExpiry(
  { db, core }: Connection,
  entry: Entry,
  expiry: Exclude<SetOptions['expiry'], undefined>,
): void {
  if (typeof expiry === 'string') {
    if (db.persist(entry)) db.changed(entry.key, 'generic', 'persist');
    return;
  }
  const { nowMs } = core;
  const instant = instantOf(expiry, { nowMs, command: 'getex', positive: true });
  if (instant <= nowMs) {
    db.delete(entry.key);
    db.changed(entry.key, 'generic', 'del');
  } else {
    db.expireAt(entry, instant);
    db.changed(entry.key, 'generic', 'expire');
  }
}

export const getCommands: Family = {
  get: command({
    arity: 2,
    flags: ['readonly', 'fast'],
    categories: ['string'],
    keys: firstKey('RO access'),
    since: '1.0.0',
    group: 'string',
    complexity: 'O(1)',
    usage: 'key',
    summary: 'Gives the string value of a key.',
    parse: (argv) => at(argv, 1),
    run: ({ db }, key) => bulkOrNull(db.read(key, 'string')?.text),
  }),

  getdel: command({
    arity: 2,
    flags: ['write', 'fast'],
    categories: ['string'],
    keys: firstKey('RW access delete'),
    since: '6.2.0',
    group: 'string',
    complexity: 'O(1)',
    usage: 'key',
    summary: 'Gives the string under a key and removes the key.',
    parse: (argv) => at(argv, 1),
    run: ({ db }, key) => {
      const value = db.read(key, 'string');
      if (value === undefined) return NULL;
      db.delete(key);
      db.changed(key, 'generic', 'del');
      return bulk(value.text);
    },
  }),

  getex: command({
    arity: -2,
    flags: ['write', 'fast'],
    categories: ['string'],
    keys: firstKey('RW access update'),
    since: '6.2.0',
    group: 'string',
    complexity: 'O(1)',
    usage:
      'key [EX seconds:integer | PX milliseconds:integer | EXAT unix-time-seconds:unix-time | PXAT unix-time-milliseconds:unix-time | PERSIST]',
    summary: 'Gives the string under a key and sets or removes its expiry.',
    parse: (argv): GetEx => ({
      key: at(argv, 1),
      expiry: setOptionsOf(argv, 2, 'GETEX').expiry,
    }),
    run: getEx,
  }),

  strlen: command({
    arity: 2,
    flags: ['readonly', 'fast'],
    categories: ['string'],
    keys: firstKey('RO'),
    since: '2.2.0',
    group: 'string',
    complexity: 'O(1)',
    usage: 'key',
    summary: 'Gives the length of the string under a key, in bytes.',
    parse: (argv) => at(argv, 1),
    run: ({ db }, key) => integer(db.read(key, 'string')?.size ?? 0),
  }),
};
