/** Commands that set or remove fields. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse, wrongArity } from '../../errors.ts';
import { firstKey } from '../../key-spec.ts';
import { integer, OK, ONE, ZERO } from '../../replies.ts';
import { HashValue } from '../../values/hash.ts';

interface Assignment {
  readonly key: ByteString;
  readonly pairs: readonly (readonly [field: ByteString, value: ByteString])[];
}

function parseAssignment(argv: readonly ByteString[]): Assignment {
  if (argv.length % 2 === 1) refuse(wrongArity(at(argv, 0).toLowerCase()));
  const pairs: [ByteString, ByteString][] = [];
  for (let i = 2; i < argv.length; i += 2) pairs.push([at(argv, i), at(argv, i + 1)]);
  return { key: at(argv, 1), pairs };
}

/** Says how many of the fields are new. */
function assign({ db, core }: Connection, { key, pairs }: Assignment): number {
  const hash = db.ensure(key, 'hash', () => new HashValue(core.settings));
  hash.expect(pairs.length);
  let added = 0;
  for (const [field, value] of pairs) if (hash.set(field, value)) added += 1;
  db.changed(key, 'hash', 'hset', pairs.length);
  return added;
}

function remove(
  { db }: Connection,
  { key, fields }: { key: ByteString; fields: readonly ByteString[] },
): Reply {
  const hash = db.write(key, 'hash');
  if (hash === undefined) return ZERO;
  let removed = 0;
  for (const field of fields) if (hash.delete(field)) removed += 1;
  if (removed > 0) {
    db.changed(key, 'hash', 'hdel', removed);
    db.removeIfEmpty(key, hash);
  }
  return integer(removed);
}

export const writeCommands: Family = {
  hset: command({
    arity: -4,
    flags: ['write', 'denyoom', 'fast'],
    categories: ['hash'],
    keys: firstKey('RW update'),
    since: '2.0.0',
    group: 'hash',
    complexity: 'O(1)',
    usage: 'key (field value)...',
    summary: 'Sets fields of a hash and tells how many of them are new.',
    parse: parseAssignment,
    run: (connection, assignment) => integer(assign(connection, assignment)),
  }),

  hmset: command({
    arity: -4,
    flags: ['write', 'denyoom', 'fast'],
    categories: ['hash'],
    keys: firstKey('RW update'),
    since: '2.0.0',
    group: 'hash',
    deprecatedSince: '4.0.0',
    complexity: 'O(N)',
    usage: 'key (field value)...',
    summary: 'Sets fields of a hash.',
    parse: parseAssignment,
    run: (connection, assignment) => {
      assign(connection, assignment);
      return OK;
    },
  }),

  hsetnx: command({
    arity: 4,
    flags: ['write', 'denyoom', 'fast'],
    categories: ['hash'],
    keys: firstKey('RW insert'),
    since: '2.0.0',
    group: 'hash',
    complexity: 'O(1)',
    usage: 'key field value',
    summary: 'Sets a field that is not there yet.',
    parse: (argv) => ({ key: at(argv, 1), field: at(argv, 2), value: at(argv, 3) }),
    run: ({ db, core }, { key, field, value }) => {
      const hash = db.ensure(key, 'hash', () => new HashValue(core.settings));
      if (hash.has(field)) return ZERO;
      hash.set(field, value);
      db.changed(key, 'hash', 'hset');
      return ONE;
    },
  }),

  hdel: command({
    arity: -3,
    flags: ['write', 'fast'],
    categories: ['hash'],
    keys: firstKey('RW delete'),
    since: '2.0.0',
    group: 'hash',
    complexity: 'O(N)',
    usage: 'key field...',
    summary: 'Removes fields, and the hash with the last of them.',
    parse: (argv) => ({ key: at(argv, 1), fields: argv.slice(2) }),
    run: remove,
  }),
};
