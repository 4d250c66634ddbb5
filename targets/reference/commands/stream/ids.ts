/** Ids as arguments of stream commands. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { refuse } from '../../errors.ts';
import { LAST_ID, NO_ID, parseId, type StreamId, UINT64_MAX } from '../../values/stream-id.ts';

export const INVALID_ID = 'ERR Invalid stream ID specified as stream command argument';

/** An id in full, or without the sequence number, which is then 0. */
export function idOf(text: ByteString): StreamId {
  return parseId(text) ?? refuse(INVALID_ID);
}

/** The same, or a sign for the smallest or the largest id. */
export function idOrSignOf(text: ByteString, missingSequence: bigint = 0n): StreamId {
  if (text === '-') return NO_ID;
  if (text === '+') return LAST_ID;
  return parseId(text, missingSequence) ?? refuse(INVALID_ID);
}

/** Where a range of ids begins; `(` leaves the id itself out. */
export function rangeStartOf(text: ByteString): StreamId {
  if (!isExclusive(text)) return idOrSignOf(text);
  const id = idOf(text.slice(1));
  return id === LAST_ID ? refuse('ERR invalid start ID for the interval') : id + 1n;
}

/** Where a range of ids ends; without a sequence number, at the end of the millisecond. */
export function rangeEndOf(text: ByteString): StreamId {
  if (!isExclusive(text)) return idOrSignOf(text, UINT64_MAX);
  const id = parseId(text.slice(1), UINT64_MAX) ?? refuse(INVALID_ID);
  return id === NO_ID ? refuse('ERR invalid end ID for the interval') : id - 1n;
}

function isExclusive(text: ByteString): boolean {
  return text.length > 1 && text.startsWith('(');
}
