/** Intsets: the members of a set of integers, sorted, all as wide as the widest of them needs. */
import type { ByteString } from '../wire/reply.ts';
import { Cursor } from './cursor.ts';
import { canonicalInteger, fitsBits, integerBytes, naturalBytes } from './integer.ts';
import { malformed } from './malformed.ts';

const WIDTHS = [2, 4, 8] as const;

export function readIntset(bytes: Buffer): ByteString[] {
  const cursor = new Cursor(bytes);
  const announced = cursor.uint32();
  const width = WIDTHS.find((each) => each === announced) ?? malformed('an intset of no width');
  const count = cursor.uint32();
  if (cursor.left !== count * width) malformed('an intset of another size than it says');
  return Array.from({ length: count }, () => cursor.integer(width));
}

/** The members must be canonical integers; they need not be sorted. */
export function intsetBytes(members: readonly ByteString[]): ByteString {
  const values = members.map(integerOf).sort((a, b) => (a < b ? -1 : 1));
  const width = WIDTHS.find((each) => values.every((value) => fitsBits(value, each * 8))) ?? 8;
  let bytes = naturalBytes(width, 4) + naturalBytes(values.length, 4);
  for (const value of values) bytes += integerBytes(value, width);
  return bytes;
}

function integerOf(member: ByteString): number | bigint {
  const value = canonicalInteger(member);
  if (value === undefined) throw new Error(`an intset cannot hold ${JSON.stringify(member)}`);
  return value;
}
