/** Ids of stream entries as RDB writes them: two integers of 64 bits, highest byte first. */
import type { ByteString } from '../wire/reply.ts';
import type { Cursor } from './cursor.ts';
import { countBytes, readCount } from './length.ts';
import { malformed } from './malformed.ts';
import type { StreamId } from './value.ts';

const HALF_BITS = 64n;
const HALF = (1n << HALF_BITS) - 1n;
const ID_BYTES = 16;

export function readId(cursor: Cursor): StreamId {
  return idOfBytes(cursor.take(ID_BYTES));
}

export function idOfBytes(bytes: Buffer): StreamId {
  if (bytes.length !== ID_BYTES) malformed('a stream id of another size than 16 bytes');
  return BigInt(`0x${bytes.toString('hex')}`);
}

export function idBytes(id: StreamId): ByteString {
  return Buffer.from(id.toString(16).padStart(2 * ID_BYTES, '0'), 'hex').toString('latin1');
}

/** The same where the two halves are told like lengths. */
export function readIdHalves(cursor: Cursor): StreamId {
  const ms = readCount(cursor);
  return (ms << HALF_BITS) | readCount(cursor);
}

export function idHalves(id: StreamId): ByteString {
  return countBytes(id >> HALF_BITS) + countBytes(id & HALF);
}

/** An id by its distance from another; each half wraps around at 64 bits. */
export function idAt(from: StreamId, ms: bigint, sequence: bigint): StreamId {
  const upper = BigInt.asUintN(64, (from >> HALF_BITS) + ms);
  return (upper << HALF_BITS) | BigInt.asUintN(64, (from & HALF) + sequence);
}

/** The distance of an id from another, as signed halves. */
export function distance(from: StreamId, id: StreamId): { ms: bigint; sequence: bigint } {
  return {
    ms: BigInt.asIntN(64, (id >> HALF_BITS) - (from >> HALF_BITS)),
    sequence: BigInt.asIntN(64, (id & HALF) - (from & HALF)),
  };
}
