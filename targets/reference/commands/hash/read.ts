/** Commands that look at a hash. */
import type { ByteString, Pair, Reply } from '../../../../harness/wire/reply.ts';
import { at } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import { firstKey } from '../../key-spec.ts';
import { array, bulk, bulkOrNull, EMPTY_ARRAY, integer, map } from '../../replies.ts';
import { cursorOf, scanOptionsOf, scanReply } from '../../scan.ts';
import type { Field } from '../../values/hash.ts';

interface KeyAndField {
  readonly key: ByteString;
  readonly field: ByteString;
}

function parseKeyAndField(argv: readonly ByteString[]): KeyAndField {
  return { key: at(argv, 1), field: at(argv, 2) };
}

function bulksOf(fields: Iterable<Field> | undefined, part: 'key' | 'value'): Reply {
  return fields === undefined
    ? EMPTY_ARRAY
    : array(Array.from(fields, (field) => bulk(field[part])));
}

export const readCommands: Family = {
  hget: command({
    arity: 3,
    flags: ['readonly', 'fast'],
    categories: ['hash'],
    keys: firstKey('RO access'),
    since: '2.0.0',
    group: 'hash',
    complexity: 'O(1)',
    usage: 'key field',
    summary: 'Reads a field.',
    parse: parseKeyAndField,
    run: ({ db }, { key, field }) => bulkOrNull(db.read(key, 'hash')?.get(field)),
  }),

  hmget: command({
    arity: -3,
    flags: ['readonly', 'fast'],
    categories: ['hash'],
    keys: firstKey('RO access'),
    since: '2.0.0',
    group: 'hash',
    complexity: 'O(N)',
    usage: 'key field...',
    summary: 'Reads several fields; each one that is missing is a null.',
    parse: (argv) => ({ key: at(argv, 1), fields: argv.slice(2) }),
    run: ({ db }, { key, fields }) => {
      const hash = db.read(key, 'hash');
      return array(fields.map((field) => bulkOrNull(hash?.get(field))));
    },
  }),

  hgetall: command({
    arity: 2,
    flags: ['readonly'],
    categories: ['hash'],
    keys: firstKey('RO access'),
    tips: ['nondeterministic_output_order'],
    since: '2.0.0',
    group: 'hash',
    complexity: 'O(N)',
    usage: 'key',
    summary: 'Reads all fields with their values.',
    parse: (argv) => at(argv, 1),
    run: ({ db }, key) => {
      const fields = db.read(key, 'hash')?.entries() ?? [];
      return map(Array.from(fields, (field): Pair => [bulk(field.key), bulk(field.value)]));
    },
  }),

  hkeys: command({
    arity: 2,
    flags: ['readonly'],
    categories: ['hash'],
    keys: firstKey('RO access'),
    tips: ['nondeterministic_output_order'],
    since: '2.0.0',
    group: 'hash',
    complexity: 'O(N)',
    usage: 'key',
    summary: 'Reads the names of all fields.',
    parse: (argv) => at(argv, 1),
    run: ({ db }, key) => bulksOf(db.read(key, 'hash')?.entries(), 'key'),
  }),

  hvals: command({
    arity: 2,
    flags: ['readonly'],
    categories: ['hash'],
    keys: firstKey('RO access'),
    tips: ['nondeterministic_output_order'],
    since: '2.0.0',
    group: 'hash',
    complexity: 'O(N)',
    usage: 'key',
    summary: 'Reads the values of all fields.',
    parse: (argv) => at(argv, 1),
    run: ({ db }, key) => bulksOf(db.read(key, 'hash')?.entries(), 'value'),
  }),

  hlen: command({
    arity: 2,
    flags: ['readonly', 'fast'],
    categories: ['hash'],
    keys: firstKey('RO'),
    since: '2.0.0',
    group: 'hash',
    complexity: 'O(1)',
    usage: 'key',
    summary: 'Tells how many fields a hash has.',
    parse: (argv) => at(argv, 1),
    run: ({ db }, key) => integer(db.read(key, 'hash')?.size ?? 0),
  }),

  hexists: command({
    arity: 3,
    flags: ['readonly', 'fast'],
    categories: ['hash'],
    keys: firstKey('RO'),
    since: '2.0.0',
    group: 'hash',
    complexity: 'O(1)',
    usage: 'key field',
    summary: 'Tells whether a field is there.',
    parse: parseKeyAndField,
    run: ({ db }, { key, field }) => integer(db.read(key, 'hash')?.has(field) ? 1 : 0),
  }),

  hstrlen: command({
    arity: 3,
    flags: ['readonly', 'fast'],
    categories: ['hash'],
    keys: firstKey('RO'),
    since: '3.2.0',
    group: 'hash',
    complexity: 'O(1)',
    usage: 'key field',
    summary: 'Tells how many bytes the value of a field has.',
    parse: parseKeyAndField,
    run: ({ db }, { key, field }) => integer(db.read(key, 'hash')?.get(field)?.length ?? 0),
  }),

  hscan: command({
    arity: -3,
    flags: ['readonly'],
    categories: ['hash'],
    keys: firstKey('RO access'),
    tips: ['nondeterministic_output'],
    since: '2.8.0',
    group: 'hash',
    complexity: 'O(1)',
    usage: 'key cursor:integer [MATCH pattern:pattern] [COUNT count:integer] [NOVALUES]',
    summary: 'Goes through the fields with their values, some at each call.',
    parse: (argv) => ({ key: at(argv, 1), cursor: cursorOf(at(argv, 2)), argv }),
    run: ({ db }, { key, cursor, argv }) => {
      const hash = db.read(key, 'hash');
      if (hash === undefined) return scanReply(0, []);
      // 7.2 looks at the options only when there is something to scan.
      const { count, matches } = scanOptionsOf(argv, 2);
      const step = hash.scan(cursor, count);
      const found = step.entries.filter((field) => matches(field.key));
      return scanReply(
        step.cursor,
        found.flatMap((field) => [field.key, field.value]),
      );
    },
  }),
};
