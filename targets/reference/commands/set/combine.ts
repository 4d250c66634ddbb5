/** Commands that combine sets, and their forms that store the result. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, Tail } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { countOf, notNegativeOf } from '../../counts.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { allKeys, countedKeys, keyRange } from '../../key-spec.ts';
import type { Database } from '../../keyspace.ts';
import { bulk, integer, set as setReply } from '../../replies.ts';
import { type SetLimits, SetValue } from '../../values/set.ts';
import { differenceOf, intersectionOf, type Operand, unionOf } from './algebra.ts';

type Combine = (sets: readonly Operand[], limits: SetLimits) => SetValue;

function readAll(db: Database, keys: readonly ByteString[]): Operand[] {
  return keys.map((key) => db.read(key, 'set'));
}

function combine(
  operation: Combine,
): (connection: Connection, keys: readonly ByteString[]) => Reply {
  return ({ db, core }, keys) => {
    const result = operation(readAll(db, keys), core.settings);
    return setReply(result.members().map(bulk));
  };
}

interface Store {
  readonly destination: ByteString;
  readonly keys: readonly ByteString[];
}

function parseStore(argv: readonly ByteString[]): Store {
  return { destination: at(argv, 1), keys: argv.slice(2) };
}

function store(operation: Combine, event: string): (connection: Connection, store: Store) => Reply {
  return ({ db, core }, { destination, keys }) => {
    const result = operation(readAll(db, keys), core.settings);
    if (result.size > 0) {
      db.set(destination, result);
      db.changed(destination, 'set', event);
    } else if (db.delete(destination)) {
      db.changed(destination, 'generic', 'del');
    }
    return integer(result.size);
  };
}

function parseCount(argv: readonly ByteString[]): { keys: readonly ByteString[]; limit: number } {
  const keyCount = countOf(at(argv, 1), 'numkeys');
  if (keyCount > argv.length - 2) {
    refuse("ERR Number of keys can't be greater than number of args");
  }
  let limit = 0;
  const tail = new Tail(argv, 2 + keyCount);
  while (tail.more) {
    if (tail.word() !== 'LIMIT') refuse(SYNTAX_ERROR);
    limit = notNegativeOf(tail.value(), 'LIMIT');
  }
  return { keys: argv.slice(2, 2 + keyCount), limit };
}

export const combineCommands: Family = {
  sinter: command({
    arity: -2,
    flags: ['readonly'],
    categories: ['set'],
    keys: allKeys('RO access'),
    tips: ['nondeterministic_output_order'],
    since: '1.0.0',
    group: 'set',
    complexity: 'O(N*M)',
    usage: 'key...',
    summary: 'Reads the members that all of the sets have.',
    parse: (argv) => argv.slice(1),
    run: ({ db }, keys) => setReply(intersectionOf(readAll(db, keys)).map(bulk)),
  }),

  sunion: command({
    arity: -2,
    flags: ['readonly'],
    categories: ['set'],
    keys: allKeys('RO access'),
    tips: ['nondeterministic_output_order'],
    since: '1.0.0',
    group: 'set',
    complexity: 'O(N)',
    usage: 'key...',
    summary: 'Reads the members that any of the sets has.',
    parse: (argv) => argv.slice(1),
    run: combine(unionOf),
  }),

  sdiff: command({
    arity: -2,
    flags: ['readonly'],
    categories: ['set'],
    keys: allKeys('RO access'),
    tips: ['nondeterministic_output_order'],
    since: '1.0.0',
    group: 'set',
    complexity: 'O(N)',
    usage: 'key...',
    summary: 'Reads the members of the first set that none of the others has.',
    parse: (argv) => argv.slice(1),
    run: combine(differenceOf),
  }),

  sinterstore: command({
    arity: -3,
    flags: ['write', 'denyoom'],
    categories: ['set'],
    keys: [keyRange('OW update', 1), keyRange('RO access', 2, -1, 1)],
    since: '1.0.0',
    group: 'set',
    complexity: 'O(N*M)',
    usage: 'destination key...',
    summary: 'Stores the members that all of the sets have.',
    parse: parseStore,
    run: store((sets, limits) => SetValue.of(intersectionOf(sets), limits), 'sinterstore'),
  }),

  sunionstore: command({
    arity: -3,
    flags: ['write', 'denyoom'],
    categories: ['set'],
    keys: [keyRange('OW update', 1), keyRange('RO access', 2, -1, 1)],
    since: '1.0.0',
    group: 'set',
    complexity: 'O(N)',
    usage: 'destination key...',
    summary: 'Stores the members that any of the sets has.',
    parse: parseStore,
    run: store(unionOf, 'sunionstore'),
  }),

  sdiffstore: command({
    arity: -3,
    flags: ['write', 'denyoom'],
    categories: ['set'],
    keys: [keyRange('OW update', 1), keyRange('RO access', 2, -1, 1)],
    since: '1.0.0',
    group: 'set',
    complexity: 'O(N)',
    usage: 'destination key...',
    summary: 'Stores the members of the first set that none of the others has.',
    parse: parseStore,
    run: store(differenceOf, 'sdiffstore'),
  }),

  sintercard: command({
    arity: -3,
    flags: ['readonly', 'movablekeys'],
    categories: ['set'],
    keys: [countedKeys('RO access', 1)],
    since: '7.0.0',
    group: 'set',
    complexity: 'O(N*M)',
    usage: 'numkeys:integer key... [LIMIT limit:integer]',
    summary: 'Counts the members that all of the sets have, up to a limit.',
    parse: parseCount,
    run: ({ db }, { keys, limit }) => {
      const sets = readAll(db, keys);
      return integer(intersectionOf(sets, limit === 0 ? Infinity : limit).length);
    },
  }),
};
