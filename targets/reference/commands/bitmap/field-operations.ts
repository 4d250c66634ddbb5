/** The operations of BITFIELD as arguments. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { int64Of, Tail, word } from '../../arguments.ts';
import type { Connection } from '../../connection.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import type { FieldType, Overflow } from '../../values/bit-field.ts';
import { fieldOffsetOf } from './offset.ts';

interface Read {
  readonly kind: 'GET';
  readonly type: FieldType;
  readonly offset: number;
}

export interface Write {
  readonly kind: 'SET' | 'INCRBY';
  readonly type: FieldType;
  readonly offset: number;
  readonly by: bigint;
  readonly overflow: Overflow;
}

export type FieldOperation = Read | Write;

export function fieldOperationsOf(
  connection: Connection,
  argv: readonly ByteString[],
): readonly FieldOperation[] {
  const tail = new Tail(argv, 2);
  const operations: FieldOperation[] = [];
  let overflow: Overflow = 'WRAP';
  while (tail.more) {
    const kind = tail.word();
    if (kind === 'OVERFLOW' && tail.more) overflow = overflowOf(tail.word());
    else if (kind === 'GET' && tail.left >= 2) {
      operations.push({ kind, ...placeOf(connection, tail) });
    } else if ((kind === 'SET' || kind === 'INCRBY') && tail.left >= 3) {
      const place = placeOf(connection, tail);
      operations.push({ kind, ...place, by: int64Of(tail.value()), overflow });
    } else refuse(SYNTAX_ERROR);
  }
  return operations;
}

/** Whether nothing but reads are asked for, as far as that shows without reading the arguments. */
export function onlyReads(argv: readonly ByteString[]): boolean {
  let index = 2;
  while (index < argv.length) {
    const kind = word(argv, index);
    if (kind !== 'GET' && kind !== 'OVERFLOW') return false;
    index += kind === 'GET' ? 3 : 2;
  }
  return index === argv.length;
}

function overflowOf(text: string): Overflow {
  const known = text === 'WRAP' || text === 'SAT' || text === 'FAIL';
  return known ? text : refuse('ERR Invalid OVERFLOW type specified');
}

function placeOf(connection: Connection, tail: Tail): { type: FieldType; offset: number } {
  const type = fieldTypeOf(tail.value());
  return { type, offset: fieldOffsetOf(connection, tail.value(), type.width) };
}

const FIELD_TYPE = /^([iu])([1-9][0-9]?)$/;

function fieldTypeOf(text: ByteString): FieldType {
  const [, sign, digits] = FIELD_TYPE.exec(text) ?? [];
  const type = { signed: sign === 'i', width: Number(digits) };
  // Replies are signed 64-bit integers, which u64 does not fit.
  if (!(type.width <= (type.signed ? 64 : 63))) {
    refuse(
      'ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.',
    );
  }
  return type;
}
