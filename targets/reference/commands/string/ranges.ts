/** Parts of a string: reading a range, writing over one, adding at the end. */

import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, integerOf } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse } from '../../errors.ts';
import { firstKey } from '../../key-spec.ts';
import { bulk, integer } from '../../replies.ts';
import { STRING_LENGTH_MAX, StringValue } from '../../values/string.ts';

interface Range {
  readonly key: ByteString;
  readonly start: number;
  readonly end: number;
}

function parseRange(argv: readonly ByteString[]): Range {
  return { key: at(argv, 1), start: integerOf(at(argv, 2)), end: integerOf(at(argv, 3)) };
}

/** Both ends are included; negative ones count from the end of the string. */
function range({ db }: Connection, { key, start, end }: Range): Reply {
  const value = db.read(key, 'string');
  if (value === undefined || (start < 0 && end < 0 && start > end)) return bulk('');
  const from = Math.max(0, start < 0 ? value.size + start : start);
  const to = Math.max(0, end < 0 ? value.size + end : end);
  return bulk(value.slice(from, to + 1));
}

function refuseTooLong({ core }: Connection, length: number): void {
  if (length > Math.min(core.settings['proto-max-bulk-len'], STRING_LENGTH_MAX)) {
    refuse('ERR string exceeds maximum allowed size (proto-max-bulk-len)');
  }
}

interface SetRange {
  readonly key: ByteString;
  readonly offset: number;
  readonly part: ByteString;
}

function setRange(connection: Connection, { key, offset, part }: SetRange): Reply {
  const { db } = connection;
  const old = db.write(key, 'string');
  if (part === '') return integer(old?.size ?? 0);
  refuseTooLong(connection, offset + part.length);
  const value = db.ensure(key, 'string', () => new StringValue('', 'edited'));
  value.edit(offset + part.length).write(part, offset, 'latin1');
  db.changed(key, 'string', 'setrange');
  return integer(value.size);
}

function append(connection: Connection, [key, part]: readonly [ByteString, ByteString]): Reply {
  const { db } = connection;
  const old = db.write(key, 'string');
  if (old === undefined) {
    db.set(key, new StringValue(part));
  } else {
    refuseTooLong(connection, old.size + part.length);
    old.append(part);
  }
  db.changed(key, 'string', 'append');
  return integer(old?.size ?? part.length);
}

export const rangeCommands: Family = {
  append: command({
    arity: 3,
    flags: ['write', 'denyoom', 'fast'],
    categories: ['string'],
    keys: firstKey('RW insert'),
    since: '2.0.0',
    group: 'string',
    complexity: 'O(1)',
    usage: 'key value',
    summary: 'Adds bytes at the end of a string; a missing key counts as empty.',
    parse: (argv) => [at(argv, 1), at(argv, 2)] as const,
    run: append,
  }),

  getrange: command({
    arity: 4,
    flags: ['readonly'],
    categories: ['string'],
    keys: firstKey('RO access'),
    since: '2.4.0',
    group: 'string',
    complexity: 'O(N)',
    usage: 'key start:integer end:integer',
    summary: 'Gives a part of a string, from one index to another.',
    parse: parseRange,
    run: range,
  }),

  substr: command({
    arity: 4,
    flags: ['readonly'],
    categories: ['string'],
    keys: firstKey('RO access'),
    since: '1.0.0',
    group: 'string',
    deprecatedSince: '2.0.0',
    complexity: 'O(N)',
    usage: 'key start:integer end:integer',
    summary: 'The name that GETRANGE had at first.',
    parse: parseRange,
    run: range,
  }),

  setrange: command({
    arity: 4,
    flags: ['write', 'denyoom'],
    categories: ['string'],
    keys: firstKey('RW update'),
    since: '2.2.0',
    group: 'string',
    complexity: 'O(1)',
    usage: 'key offset:integer value',
    summary: 'Writes over a part of a string, padding it with zero bytes up to the offset.',
    parse: (argv): SetRange => {
      const offset = integerOf(at(argv, 2));
      if (offset < 0) refuse('ERR offset is out of range');
      return { key: at(argv, 1), offset, part: at(argv, 3) };
    },
    run: (connection, options) => setRange(connection, options),
  }),
};
