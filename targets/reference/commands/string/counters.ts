/** Strings as numbers: 64-bit integers and long doubles. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, int64Of } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse } from '../../errors.ts';
import { addFloat } from '../../increment.ts';
import { firstKey } from '../../key-spec.ts';
import { INT64_MAX, INT64_MIN } from '../../numbers.ts';
import { bulk, integer } from '../../replies.ts';
import { StringValue } from '../../values/string.ts';

interface Increment {
  readonly key: ByteString;
  readonly by: bigint;
}

// Texts of this length are exact as doubles, and so are their sums with a step of one.
const SMALL = /^(?:0|-?[1-9][0-9]{0,13})$/;

function increment(connection: Connection, { key, by }: Increment): Reply {
  const { db } = connection;
  const old = db.write(key, 'string')?.text ?? '0';
  const sum = add(old, by);
  db.set(key, new StringValue(String(sum)), { keepExpiry: true });
  db.changed(key, 'string', 'incrby');
  return integer(sum);
}

function add(old: ByteString, by: bigint): number | bigint {
  if ((by === 1n || by === -1n) && SMALL.test(old)) return Number(old) + Number(by);
  const sum = int64Of(old) + by;
  return sum > INT64_MAX || sum < INT64_MIN
    ? refuse('ERR increment or decrement would overflow')
    : sum;
}

function negated(by: bigint): bigint {
  return by === INT64_MIN ? refuse('ERR decrement would overflow') : -by;
}

export const counterCommands: Family = {
  incr: command({
    arity: 2,
    flags: ['write', 'denyoom', 'fast'],
    categories: ['string'],
    keys: firstKey('RW access update'),
    since: '1.0.0',
    group: 'string',
    complexity: 'O(1)',
    usage: 'key',
    summary: 'Adds one to the integer under a key; a missing key counts as 0.',
    parse: (argv): Increment => ({ key: at(argv, 1), by: 1n }),
    run: increment,
  }),

  decr: command({
    arity: 2,
    flags: ['write', 'denyoom', 'fast'],
    categories: ['string'],
    keys: firstKey('RW access update'),
    since: '1.0.0',
    group: 'string',
    complexity: 'O(1)',
    usage: 'key',
    summary: 'Subtracts one from the integer under a key; a missing key counts as 0.',
    parse: (argv): Increment => ({ key: at(argv, 1), by: -1n }),
    run: increment,
  }),

  incrby: command({
    arity: 3,
    flags: ['write', 'denyoom', 'fast'],
    categories: ['string'],
    keys: firstKey('RW access update'),
    since: '1.0.0',
    group: 'string',
    complexity: 'O(1)',
    usage: 'key increment:integer',
    summary: 'Adds a number to the integer under a key; a missing key counts as 0.',
    parse: (argv): Increment => ({ key: at(argv, 1), by: int64Of(at(argv, 2)) }),
    run: increment,
  }),

  decrby: command({
    arity: 3,
    flags: ['write', 'denyoom', 'fast'],
    categories: ['string'],
    keys: firstKey('RW access update'),
    since: '1.0.0',
    group: 'string',
    complexity: 'O(1)',
    usage: 'key decrement:integer',
    summary: 'Subtracts a number from the integer under a key; a missing key counts as 0.',
    parse: (argv): Increment => ({ key: at(argv, 1), by: negated(int64Of(at(argv, 2))) }),
    run: increment,
  }),

  incrbyfloat: command({
    arity: 3,
    flags: ['write', 'denyoom', 'fast'],
    categories: ['string'],
    keys: firstKey('RW access update'),
    since: '2.6.0',
    group: 'string',
    complexity: 'O(1)',
    usage: 'key increment:double',
    summary: 'Adds to the floating-point number under a key; a missing key counts as 0.',
    parse: (argv) => ({ key: at(argv, 1), by: at(argv, 2) }),
    run: ({ db }, { key, by }) => {
      const sum = addFloat(db.write(key, 'string')?.text, by);
      db.set(key, new StringValue(sum, 'computed'), { keepExpiry: true });
      db.changed(key, 'string', 'incrbyfloat');
      return bulk(sum);
    },
  }),
};
