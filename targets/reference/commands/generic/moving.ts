/** Giving a value another key: RENAME, COPY, MOVE. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, int32Of, Tail } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { NO_SUCH_KEY, refuse, SYNTAX_ERROR } from '../../errors.ts';
import { firstKey, keyRange } from '../../key-spec.ts';
import type { Database, Entry } from '../../keyspace.ts';
import { OK, ONE, ZERO } from '../../replies.ts';
import type { Value } from '../../value.ts';

const SAME_OBJECT = 'ERR source and destination objects are the same';
const NO_SUCH_DATABASE = 'ERR DB index is out of range';

interface Names {
  readonly from: ByteString;
  readonly to: ByteString;
}

function put(db: Database, key: ByteString, value: Value, like: Entry): void {
  // What is replaced is deleted first, so that the key counts as new.
  db.delete(key);
  db.set(key, value);
  const entry = db.entries.get(key);
  if (entry !== undefined && like.expiry !== undefined) db.expireAt(entry, like.expiry.at);
}

function parseNames(argv: readonly ByteString[]): Names {
  return { from: at(argv, 1), to: at(argv, 2) };
}

/** Says whether it was renamed; without `replace`, a key of the new name stops it. */
function rename({ db }: Connection, { from, to }: Names, replace: boolean): boolean {
  const source = db.lookup(from) ?? refuse(NO_SUCH_KEY);
  if (from === to) return replace;
  if (!replace && db.lookup(to) !== undefined) return false;
  db.delete(from);
  put(db, to, source.value, source);
  db.changed(from, 'generic', 'rename_from');
  db.changed(to, 'generic', 'rename_to', 0);
  return true;
}

interface Copy extends Names {
  /** The last one counts, but all must be there. */
  readonly databases: readonly number[];
  readonly replace?: true;
  /** An option follows that there is not; told when the databases are found to be there. */
  readonly malformed?: true;
}

function parseCopy(argv: readonly ByteString[]): Copy {
  const tail = new Tail(argv, 3);
  let options: Copy = { ...parseNames(argv), databases: [] };
  while (tail.more) {
    const option = tail.word();
    if (option === 'REPLACE') options = { ...options, replace: true };
    else if (option === 'DB' && tail.more) {
      options = { ...options, databases: [...options.databases, int32Of(tail.value())] };
    } else return { ...options, malformed: true };
  }
  return options;
}

function copy({ db, core }: Connection, options: Copy): Reply {
  const { from, to, databases, replace, malformed } = options;
  const targets = databases.map((index) => core.database(index) ?? refuse(NO_SUCH_DATABASE));
  if (malformed) refuse(SYNTAX_ERROR);
  const target = targets.at(-1) ?? db;
  if (target === db && from === to) refuse(SAME_OBJECT);
  const source = db.lookupRead(from);
  if (source === undefined) return ZERO;
  if (target.lookup(to) !== undefined && !replace) return ZERO;
  put(target, to, source.value.copy(), source);
  target.changed(to, 'generic', 'copy_to');
  return ONE;
}

function move(connection: Connection, key: ByteString, database: number): Reply {
  const { db, core } = connection;
  const target = core.database(database) ?? refuse(NO_SUCH_DATABASE);
  if (target === db) refuse(SAME_OBJECT);
  const source = db.lookup(key);
  if (source === undefined || target.lookup(key) !== undefined) return ZERO;
  db.delete(key);
  put(target, key, source.value, source);
  db.changed(key, 'generic', 'move_from');
  target.changed(key, 'generic', 'move_to', 0);
  return ONE;
}

export const movingCommands: Family = {
  rename: command({
    arity: 3,
    flags: ['write'],
    categories: ['keyspace'],
    keys: [keyRange('RW access delete', 1), keyRange('OW update', 2, 0, 1)],
    since: '1.0.0',
    group: 'generic',
    complexity: 'O(1)',
    usage: 'key newkey',
    summary: 'Gives a key another name, replacing a key that has it already.',
    parse: parseNames,
    run: (connection, names) => {
      rename(connection, names, true);
      return OK;
    },
  }),

  renamenx: command({
    arity: 3,
    flags: ['write', 'fast'],
    categories: ['keyspace'],
    keys: [keyRange('RW access delete', 1), keyRange('OW insert', 2, 0, 1)],
    since: '1.0.0',
    group: 'generic',
    complexity: 'O(1)',
    usage: 'key newkey',
    summary: 'Gives a key another name, unless a key has it already.',
    parse: parseNames,
    run: (connection, names) => (rename(connection, names, false) ? ONE : ZERO),
  }),

  copy: command({
    arity: -3,
    flags: ['write', 'denyoom'],
    categories: ['keyspace'],
    keys: [keyRange('RO access', 1), keyRange('OW update', 2, 0, 1)],
    since: '6.2.0',
    group: 'generic',
    complexity: 'O(N)',
    usage: 'source destination [DB destination-db:integer] [REPLACE]',
    summary: 'Copies a value and its expiry to another key, also in another database.',
    parse: parseCopy,
    run: copy,
  }),

  move: command({
    arity: 3,
    flags: ['write', 'fast'],
    categories: ['keyspace'],
    keys: firstKey('RW access update'),
    since: '1.0.0',
    group: 'generic',
    complexity: 'O(1)',
    usage: 'key db:integer',
    summary: 'Moves a key to another database, unless it has such a key already.',
    parse: (argv) => ({ key: at(argv, 1), database: int32Of(at(argv, 2)) }),
    run: (connection, { key, database }) => move(connection, key, database),
  }),
};
