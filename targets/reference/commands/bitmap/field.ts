/** BITFIELD: integers of any width inside a string. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse } from '../../errors.ts';
import { firstKey } from '../../key-spec.ts';
import { array, integer, NULL } from '../../replies.ts';
import { type FieldType, fitted, readField, writeField } from '../../values/bit-field.ts';
import { StringValue } from '../../values/string.ts';
import {
  type FieldOperation,
  fieldOperationsOf,
  onlyReads,
  type Write,
} from './field-operations.ts';
import { lengthFor } from './offset.ts';

function isWrite(operation: FieldOperation): operation is Write {
  return operation.kind !== 'GET';
}

function read({ db }: Connection, key: ByteString, operations: readonly FieldOperation[]): Reply {
  const bytes = db.read(key, 'string')?.bytes ?? Buffer.alloc(0);
  return array(operations.map(({ type, offset }) => integer(readField(bytes, type, offset))));
}

function readAndWrite(
  { db }: Connection,
  key: ByteString,
  operations: readonly FieldOperation[],
): Reply {
  const ends = operations.filter(isWrite).map(({ type, offset }) => offset + type.width - 1);
  const length = lengthFor(Math.max(...ends));
  const old = db.write(key, 'string');
  const grows = old === undefined || old.size < length;
  const value = old ?? db.ensure(key, 'string', () => StringValue.ofBytes(Buffer.alloc(length)));
  const bytes = value.edit(length);
  let changes = 0;
  const replies = operations.map((operation) => {
    const before = readField(bytes, operation.type, operation.offset);
    if (!isWrite(operation)) return integer(before);
    const after = resultOf(operation, before);
    if (after === undefined) return NULL;
    writeField(bytes, operation.type, operation.offset, after);
    // Writing what is there already is no change.
    if (grows || after !== before) changes += 1;
    return integer(operation.kind === 'SET' ? before : after);
  });
  if (changes > 0) db.changed(key, 'string', 'setbit', changes);
  return array(replies);
}

function resultOf({ kind, type, by, overflow }: Write, before: bigint): bigint | undefined {
  return fitted(kind === 'INCRBY' ? before + by : asCompared(by, type), type, overflow);
}

/**
 * A value to set as 7.2 compares it with the limits of a type, which makes some that are too small
 * count as too large: all for an unsigned type, and those next to the lowest of 64 bits for a signed
 * one. It shows with SAT.
 */
function asCompared(value: bigint, { signed, width }: FieldType): bigint {
  if (!signed) return BigInt.asUintN(64, value);
  const isFar = width < 64 && value < 2n ** BigInt(width - 1) - 2n ** 63n;
  return isFar ? BigInt.asUintN(64, value) : value;
}

export const fieldCommands: Family = {
  bitfield: command({
    arity: -2,
    flags: ['write', 'denyoom'],
    categories: ['bitmap'],
    keys: firstKey('RW access update variable_flags'),
    since: '3.2.0',
    group: 'bitmap',
    complexity: 'O(1)',
    usage:
      'key [(GET (encoding offset:integer) | ([OVERFLOW (WRAP | SAT | FAIL)] (SET (encoding offset:integer value:integer) | INCRBY (encoding offset:integer increment:integer))))...]',
    findKeys: (argv) => [
      { key: at(argv, 1), flags: onlyReads(argv) ? ['RO', 'access'] : ['RW', 'access', 'update'] },
    ],
    summary: 'Reads, sets and increments integers of any width at any bit of a string.',
    parse: (argv) => argv,
    run: (connection, argv) => {
      const operations = fieldOperationsOf(connection, argv);
      return operations.some(isWrite)
        ? readAndWrite(connection, at(argv, 1), operations)
        : read(connection, at(argv, 1), operations);
    },
  }),

  bitfield_ro: command({
    arity: -2,
    flags: ['readonly', 'fast'],
    categories: ['bitmap'],
    keys: firstKey('RO access'),
    since: '6.0.0',
    group: 'bitmap',
    complexity: 'O(1)',
    usage: 'key [GET (encoding offset:integer)...+]',
    summary: 'Reads integers of any width at any bit of a string.',
    parse: (argv) => argv,
    run: (connection, argv) => {
      const operations = fieldOperationsOf(connection, argv);
      if (operations.some(isWrite)) refuse('ERR BITFIELD_RO only supports the GET subcommand');
      return read(connection, at(argv, 1), operations);
    },
  }),
};
