/** Commands that add, remove and move members. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { firstKey, keyRange } from '../../key-spec.ts';
import { integer, ONE, ZERO } from '../../replies.ts';
import { SetValue } from '../../values/set.ts';

interface Members {
  readonly key: ByteString;
  readonly members: readonly ByteString[];
}

function parseMembers(argv: readonly ByteString[]): Members {
  return { key: at(argv, 1), members: argv.slice(2) };
}

function add({ db, core }: Connection, { key, members }: Members): Reply {
  const create = () => SetValue.for(at(members, 0), members.length, core.settings);
  const set = db.ensure(key, 'set', create);
  set.expect(members.length);
  let added = 0;
  for (const member of members) if (set.add(member)) added += 1;
  if (added > 0) db.changed(key, 'set', 'sadd', added);
  return integer(added);
}

function remove({ db }: Connection, { key, members }: Members): Reply {
  const set = db.write(key, 'set');
  if (set === undefined) return ZERO;
  let removed = 0;
  for (const member of members) if (set.delete(member)) removed += 1;
  if (removed > 0) {
    db.changed(key, 'set', 'srem', removed);
    db.removeIfEmpty(key, set);
  }
  return integer(removed);
}

interface Move {
  readonly source: ByteString;
  readonly destination: ByteString;
  readonly member: ByteString;
}

function move({ db, core }: Connection, { source, destination, member }: Move): Reply {
  const from = db.write(source, 'set');
  // 7.2 does not look at the destination when there is no source.
  if (from === undefined) return ZERO;
  const existing = db.write(destination, 'set');
  if (from === existing) return from.has(member) ? ONE : ZERO;
  if (!from.delete(member)) return ZERO;
  db.changed(source, 'set', 'srem');
  db.removeIfEmpty(source, from);
  const to =
    existing ?? db.ensure(destination, 'set', () => SetValue.for(member, 1, core.settings));
  if (to.add(member)) db.changed(destination, 'set', 'sadd');
  return ONE;
}

export const writeCommands: Family = {
  sadd: command({
    arity: -3,
    flags: ['write', 'denyoom', 'fast'],
    categories: ['set'],
    keys: firstKey('RW insert'),
    since: '1.0.0',
    group: 'set',
    complexity: 'O(1)',
    usage: 'key member...',
    summary: 'Adds members and tells how many of them are new.',
    parse: parseMembers,
    run: add,
  }),

  srem: command({
    arity: -3,
    flags: ['write', 'fast'],
    categories: ['set'],
    keys: firstKey('RW delete'),
    since: '1.0.0',
    group: 'set',
    complexity: 'O(N)',
    usage: 'key member...',
    summary: 'Removes members, and the set with the last of them.',
    parse: parseMembers,
    run: remove,
  }),

  smove: command({
    arity: 4,
    flags: ['write', 'fast'],
    categories: ['set'],
    keys: [keyRange('RW access delete', 1), keyRange('RW insert', 2, 0, 1)],
    since: '1.0.0',
    group: 'set',
    complexity: 'O(1)',
    usage: 'source destination member',
    summary: 'Moves a member from one set to another.',
    parse: (argv): Move => ({
      source: at(argv, 1),
      destination: at(argv, 2),
      member: at(argv, 3),
    }),
    run: move,
  }),
};
