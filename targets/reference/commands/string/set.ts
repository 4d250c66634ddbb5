/** SET and the older commands that are one of its forms. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { type ExpiryArgument, instantOf } from '../../instant.ts';
import { firstKey, keyRange } from '../../key-spec.ts';
import { bulkOrNull, NULL, OK, ONE, ZERO } from '../../replies.ts';
import { StringValue } from '../../values/string.ts';
import { type SetOptions, setOptionsOf } from './set-options.ts';

interface Set extends SetOptions {
  readonly key: ByteString;
  readonly value: ByteString;
}

/** The common path without options, which is most of all calls. */
function put({ db }: Connection, key: ByteString, value: ByteString): void {
  db.set(key, new StringValue(value));
  db.changed(key, 'string', 'set');
}

function set(connection: Connection, options: Set, name: string): Reply {
  const { db, core } = connection;
  const { key, value, expiry } = options;
  const at = typeof expiry === 'object' ? momentOf(expiry, core.nowMs, name) : undefined;
  const old = options.get ? bulkOrNull(db.read(key, 'string')?.text) : undefined;
  if (options.condition !== undefined) {
    const exists = db.lookup(key) !== undefined;
    if (exists !== (options.condition === 'XX')) return old ?? NULL;
  }
  db.set(key, new StringValue(value), { keepExpiry: expiry === 'keep' });
  db.changed(key, 'string', 'set');
  if (at !== undefined) {
    const entry = db.entries.get(key);
    if (entry !== undefined) db.expireAt(entry, at);
    core.keyspace.events.notify('generic', 'expire', key, db);
  }
  return old ?? OK;
}

function momentOf(expiry: ExpiryArgument, nowMs: number, name: string) {
  return instantOf(expiry, { nowMs, command: name, positive: true });
}

function parseTimed(argv: readonly ByteString[], unit: ExpiryArgument['unit']): Set {
  const expiry = { text: at(argv, 2), unit, relative: true };
  return { key: at(argv, 1), value: at(argv, 3), expiry };
}

export const setCommands: Family = {
  set: command({
    arity: -3,
    flags: ['write', 'denyoom'],
    categories: ['string'],
    keys: [
      { ...keyRange('RW access update variable_flags', 1), notes: 'RW and access because of GET' },
    ],
    since: '1.0.0',
    group: 'string',
    complexity: 'O(1)',
    usage:
      'key value [NX | XX] [GET] [EX seconds:integer | PX milliseconds:integer | EXAT unix-time-seconds:unix-time | PXAT unix-time-milliseconds:unix-time | KEEPTTL]',
    findKeys: (argv) => {
      // Looked for as a word anywhere, also among options that SET will refuse.
      const gets = argv.slice(3).some((option) => option.toUpperCase() === 'GET');
      return [{ key: at(argv, 1), flags: gets ? ['RW', 'access', 'update'] : ['OW', 'update'] }];
    },
    summary: 'Stores a string under a key, whatever the key held; sets or keeps the expiry.',
    parse: (argv): Set => {
      const plain = { key: at(argv, 1), value: at(argv, 2) };
      return argv.length === 3 ? plain : { ...plain, ...setOptionsOf(argv, 3, 'SET') };
    },
    run: (connection, options) => {
      if (options.expiry || options.condition || options.get) {
        return set(connection, options, 'set');
      }
      put(connection, options.key, options.value);
      return OK;
    },
  }),

  setex: command({
    arity: 4,
    flags: ['write', 'denyoom'],
    categories: ['string'],
    keys: firstKey('OW update'),
    since: '2.0.0',
    group: 'string',
    deprecatedSince: '2.6.12',
    complexity: 'O(1)',
    usage: 'key seconds:integer value',
    summary: 'Stores a string that expires after a number of seconds.',
    parse: (argv) => parseTimed(argv, 'seconds'),
    run: (connection, options) => set(connection, options, 'setex'),
  }),

  psetex: command({
    arity: 4,
    flags: ['write', 'denyoom'],
    categories: ['string'],
    keys: firstKey('OW update'),
    since: '2.6.0',
    group: 'string',
    deprecatedSince: '2.6.12',
    complexity: 'O(1)',
    usage: 'key milliseconds:integer value',
    summary: 'Stores a string that expires after a number of milliseconds.',
    parse: (argv) => parseTimed(argv, 'milliseconds'),
    run: (connection, options) => set(connection, options, 'psetex'),
  }),

  setnx: command({
    arity: 3,
    flags: ['write', 'denyoom', 'fast'],
    categories: ['string'],
    keys: firstKey('OW insert'),
    since: '1.0.0',
    group: 'string',
    deprecatedSince: '2.6.12',
    complexity: 'O(1)',
    usage: 'key value',
    summary: 'Stores a string only where there is no key yet.',
    parse: (argv) => ({ key: at(argv, 1), value: at(argv, 2) }),
    run: (connection, { key, value }) => {
      if (connection.db.lookup(key) !== undefined) return ZERO;
      put(connection, key, value);
      return ONE;
    },
  }),

  getset: command({
    arity: 3,
    flags: ['write', 'denyoom', 'fast'],
    categories: ['string'],
    keys: firstKey('RW access update'),
    since: '1.0.0',
    group: 'string',
    deprecatedSince: '6.2.0',
    complexity: 'O(1)',
    usage: 'key value',
    summary: 'Stores a string and gives the one that was there before.',
    parse: (argv) => ({ key: at(argv, 1), value: at(argv, 2) }),
    run: (connection, { key, value }) => {
      const old = bulkOrNull(connection.db.read(key, 'string')?.text);
      put(connection, key, value);
      return old;
    },
  }),
};
