/**
 * How far a group has come, counted in entries that were ever added. Deleting makes holes that
 * nothing counts, so the answer is often not known; these are the cases in which 7.2 knows it.
 */

import type { StreamValue } from './stream.ts';
import type { ConsumerGroup, GroupPosition } from './stream-group.ts';
import { NO_ID, type StreamId } from './stream-id.ts';

/** How many entries had been added when this one was; `undefined` when that is not known. */
export function countAt(stream: StreamValue, id: StreamId): bigint | undefined {
  const { entriesAdded, lastId, firstId, maxDeletedId } = stream;
  const size = BigInt(stream.size);
  if (entriesAdded === 0n) return 0n;
  if (size === 0n && id <= lastId) return entriesAdded;
  if (id === lastId) return entriesAdded;
  const hasHoles = maxDeletedId !== NO_ID && maxDeletedId >= firstId;
  if (id > lastId || id > firstId || hasHoles) return undefined;
  return entriesAdded - size + (id === firstId ? 1n : 0n);
}

/** Whether entries between an id and the end may have been deleted; the highest such id is known. */
function mayHaveHoles({ size, firstId, maxDeletedId }: StreamValue, from: StreamId): boolean {
  return size > 0 && maxDeletedId !== NO_ID && maxDeletedId >= firstId && maxDeletedId >= from;
}

/** Moves a group on to an entry that it is given. */
export function advance(stream: StreamValue, group: ConsumerGroup, id: StreamId): void {
  if (group.entriesRead !== undefined && !mayHaveHoles(stream, id)) group.entriesRead += 1n;
  else if (stream.entriesAdded > 0n) group.entriesRead = countAt(stream, id);
  group.lastId = id;
}

/** How many entries a group has yet to be given; `undefined` when that is not known. */
export function lagOf(stream: StreamValue, group: GroupPosition): bigint | undefined {
  if (stream.entriesAdded === 0n) return 0n;
  const known = group.entriesRead !== undefined && !mayHaveHoles(stream, group.lastId);
  const read = known ? group.entriesRead : countAt(stream, group.lastId);
  return read === undefined ? undefined : stream.entriesAdded - read;
}
