/** Streams from bytes, in the three forms that 5.0, 7.0 and 7.2 write. */
import type { Cursor } from './cursor.ts';
import { readCount, readLength } from './length.ts';
import { malformed } from './malformed.ts';
import { idOfBytes, readId, readIdHalves } from './stream-id.ts';
import { readStreamNode } from './stream-node.ts';
import { readBytes, readString } from './string.ts';
import type { RdbConsumer, RdbGroup, RdbPending, RdbStream, StreamId } from './value.ts';

type Form = 1 | 2 | 3;

const NOT_KNOWN = 2n ** 64n - 1n;

export function readStream(form: Form): (cursor: Cursor) => RdbStream {
  return (cursor) => {
    const nodes = repeat(cursor, () =>
      readStreamNode(idOfBytes(readBytes(cursor)), readBytes(cursor)),
    );
    const ids = nodes.flatMap(({ entries }) => entries.map(({ id }) => id));
    if (nodes.some(({ id, entries: [first] }) => first === undefined || first.id < id)) {
      malformed('an entry before the id that its node begins with');
    }
    if (ids.some((id, n) => n > 0 && id <= (ids[n - 1] ?? id))) malformed('ids that do not rise');
    const length = nodes.flatMap(({ entries }) => entries.filter((entry) => !entry.deleted)).length;
    if (readLength(cursor) !== length) malformed('a stream that miscounts its entries');
    const lastId = readIdHalves(cursor);
    if ((ids.at(-1) ?? 0n) > lastId) malformed('an entry after the last id');
    const counts = form === 1 ? countsOf(length) : readCounts(cursor);
    const groups = repeat(cursor, () => readGroup(cursor, form));
    refuseTwins(groups);
    return { type: 'stream', nodes, lastId, ...counts, groups };
  };
}

function repeat<Item>(cursor: Cursor, read: () => Item): Item[] {
  const items: Item[] = [];
  for (let left = readLength(cursor); left > 0; left -= 1) items.push(read());
  return items;
}

type Counts = Pick<RdbStream, 'maxDeletedId' | 'entriesAdded'>;

/** What was added and deleted before is not known to the first form. */
function countsOf(length: number): Counts {
  return { maxDeletedId: 0n, entriesAdded: BigInt(length) };
}

function readCounts(cursor: Cursor): Counts {
  // The first id, which the entries tell as well.
  readIdHalves(cursor);
  return { maxDeletedId: readIdHalves(cursor), entriesAdded: readCount(cursor) };
}

function readGroup(cursor: Cursor, form: Form): RdbGroup {
  const name = readString(cursor);
  const lastId = readIdHalves(cursor);
  const entriesRead = form === 1 ? 'uncounted' : readEntriesRead(cursor);
  const pending = new Map(repeat(cursor, () => readPending(cursor)).map((one) => [one.id, one]));
  const consumers = repeat(cursor, () => readConsumer(cursor, form, pending));
  if (pending.size > 0) malformed('a pending entry that no consumer has');
  refuseTwins(consumers);
  return { name, lastId, entriesRead, consumers };
}

function readEntriesRead(cursor: Cursor): bigint | undefined {
  const count = readCount(cursor);
  return count === NOT_KNOWN ? undefined : count;
}

function readPending(cursor: Cursor): RdbPending {
  const id = readId(cursor);
  const deliveredAtMs = Number(cursor.integer(8));
  return { id, deliveredAtMs, deliveries: BigInt.asIntN(64, readCount(cursor)) };
}

/** Takes what the consumer has from what is pending in the group. */
function readConsumer(cursor: Cursor, form: Form, pending: Map<StreamId, RdbPending>): RdbConsumer {
  const name = readString(cursor);
  const seenAtMs = Number(cursor.integer(8));
  // Before it was kept, being seen was being active.
  const activeAtMs = form === 3 ? Number(cursor.integer(8)) : seenAtMs;
  const own = repeat(cursor, () => {
    const id = readId(cursor);
    const one = pending.get(id) ?? malformed('an entry pending for two consumers or for none');
    pending.delete(id);
    return one;
  });
  return { name, seenAtMs, activeAtMs: activeAtMs < 0 ? undefined : activeAtMs, pending: own };
}

function refuseTwins(items: readonly { readonly name: string }[]): void {
  if (new Set(items.map(({ name }) => name)).size < items.length) malformed('two of one name');
}
