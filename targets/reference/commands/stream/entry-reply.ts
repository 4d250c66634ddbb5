/** Entries and ids as replies. */
import type { Reply } from '../../../../harness/wire/reply.ts';
import { array, bulk, bulks } from '../../replies.ts';
import { idText, type StreamId } from '../../values/stream-id.ts';
import type { StreamEntry } from '../../values/stream-node.ts';

export function idReply(id: StreamId): Reply {
  return bulk(idText(id));
}

export function entryReply({ id, fields }: StreamEntry): Reply {
  return array([idReply(id), bulks(fields)]);
}

/** The first entries, up to a count; 0 counts for all. */
export function entriesReply(entries: Iterable<StreamEntry>, count: bigint): Reply {
  return array(firstOf(entries, count).map(entryReply));
}

/** The first of some items, up to a count; 0 counts for all. */
export function firstOf<T>(items: Iterable<T>, count: bigint): T[] {
  const taken: T[] = [];
  for (const item of items) {
    taken.push(item);
    if (BigInt(taken.length) === count) break;
  }
  return taken;
}
