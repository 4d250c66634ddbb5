/** XINFO STREAM, short and FULL. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, int64Of, Tail } from '../../arguments.ts';
import { refuse } from '../../errors.ts';
import { array, bulk, integer, integerOrNull, NULL, record } from '../../replies.ts';
import { radixNodeCount } from '../../values/radix-node-count.ts';
import type { StreamValue } from '../../values/stream.ts';
import { byName, type Consumer, type ConsumerGroup } from '../../values/stream-group.ts';
import { LAST_ID, NO_ID } from '../../values/stream-id.ts';
import { lagOf } from '../../values/stream-progress.ts';
import { entriesReply, entryReply, firstOf, idReply } from './entry-reply.ts';

const COUNT_USUAL = 10n;

/** How much FULL shows of every list, 0 for all; `undefined` without FULL. */
function fullCount(argv: readonly ByteString[]): bigint | undefined {
  const tail = new Tail(argv, 3);
  if (!tail.more) return undefined;
  const isFull = tail.word() === 'FULL';
  if (isFull && !tail.more) return COUNT_USUAL;
  if (!isFull || tail.left !== 2 || tail.word() !== 'COUNT') {
    const subcommand = at(argv, 1);
    return refuse(
      `ERR unknown subcommand or wrong number of arguments for '${subcommand}'. Try XINFO HELP.`,
    );
  }
  const count = int64Of(tail.value());
  return count < 0n ? COUNT_USUAL : count;
}

/** What is told of a stream either way. */
function about(stream: StreamValue): Readonly<Record<string, Reply>> {
  return {
    length: integer(stream.size),
    'radix-tree-keys': integer(stream.nodes.size),
    'radix-tree-nodes': integer(radixNodeCount(stream.nodes)),
    'last-generated-id': idReply(stream.lastId),
    'max-deleted-entry-id': idReply(stream.maxDeletedId),
    'entries-added': integer(stream.entriesAdded),
    'recorded-first-entry-id': idReply(stream.firstId),
  };
}

/** The reply to XINFO STREAM; options are refused only here, when the key is known to be there. */
export function streamReply(stream: StreamValue, argv: readonly ByteString[]): Reply {
  const count = fullCount(argv);
  if (count !== undefined) return fullReply(stream, count);
  const first = stream.nodes.first?.entries[0];
  const last = stream.lastEntry;
  return record({
    ...about(stream),
    groups: integer(stream.groups.size),
    'first-entry': first === undefined ? NULL : entryReply(first),
    'last-entry': last === undefined ? NULL : entryReply(last),
  });
}

function fullReply(stream: StreamValue, count: bigint): Reply {
  const groups = byName(stream.groups.values());
  return record({
    ...about(stream),
    entries: entriesReply(stream.range({ start: NO_ID, end: LAST_ID }), count),
    groups: array(groups.map((group) => fullGroup(stream, group, count))),
  });
}

function fullGroup(stream: StreamValue, group: ConsumerGroup, count: bigint): Reply {
  const { name, lastId, entriesRead, pending, consumers } = group;
  return record({
    name: bulk(name),
    'last-delivered-id': idReply(lastId),
    'entries-read': integerOrNull(entriesRead),
    lag: integerOrNull(lagOf(stream, group)),
    'pel-count': integer(pending.size),
    pending: array(
      firstOf(pending, count).map(({ id, consumer, deliveredAtMs, deliveries }) =>
        array([idReply(id), bulk(consumer.name), integer(deliveredAtMs), integer(deliveries)]),
      ),
    ),
    consumers: array(byName(consumers.values()).map((consumer) => fullConsumer(consumer, count))),
  });
}

function fullConsumer(
  { name, seenAtMs, activeAtMs = -1, pending }: Consumer,
  count: bigint,
): Reply {
  return record({
    name: bulk(name),
    'seen-time': integer(seenAtMs),
    'active-time': integer(activeAtMs),
    'pel-count': integer(pending.size),
    pending: array(
      firstOf(pending, count).map(({ id, deliveredAtMs, deliveries }) =>
        array([idReply(id), integer(deliveredAtMs), integer(deliveries)]),
      ),
    ),
  });
}
