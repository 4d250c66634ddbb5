/** Streams to bytes, in the form of 7.2. Groups and consumers must come in order of their names. */
import type { ByteString } from '../wire/reply.ts';
import { integerBytes } from './integer.ts';
import { countBytes, lengthBytes } from './length.ts';
import { idBytes, idHalves } from './stream-id.ts';
import { streamNodeBytes } from './stream-node.ts';
import { stringBytes } from './string.ts';
import type { RdbConsumer, RdbGroup, RdbPending, RdbStream } from './value.ts';

export function streamBytes(stream: RdbStream): ByteString {
  const { nodes, lastId, maxDeletedId, entriesAdded, groups } = stream;
  const live = nodes.flatMap(({ entries }) => entries.filter(({ deleted }) => !deleted));
  return [
    list(nodes, (node) => stringBytes(idBytes(node.id)) + stringBytes(streamNodeBytes(node))),
    lengthBytes(live.length),
    idHalves(lastId),
    idHalves(live[0]?.id ?? 0n),
    idHalves(maxDeletedId),
    countBytes(entriesAdded),
    list(groups, groupBytes),
  ].join('');
}

function list<Item>(items: readonly Item[], bytesOf: (item: Item) => ByteString): ByteString {
  return lengthBytes(items.length) + items.map(bytesOf).join('');
}

function groupBytes({ name, lastId, entriesRead, consumers }: RdbGroup): ByteString {
  const pending = consumers.flatMap((consumer) => consumer.pending);
  const read = typeof entriesRead === 'bigint' ? entriesRead : -1n;
  return [
    stringBytes(name),
    idHalves(lastId),
    countBytes(BigInt.asUintN(64, read)),
    list(pending.sort(byId), pendingBytes),
    list(consumers, consumerBytes),
  ].join('');
}

function byId(a: RdbPending, b: RdbPending): number {
  return a.id < b.id ? -1 : 1;
}

function pendingBytes({ id, deliveredAtMs, deliveries }: RdbPending): ByteString {
  const count = countBytes(BigInt.asUintN(64, deliveries));
  return idBytes(id) + integerBytes(deliveredAtMs, 8) + count;
}

function consumerBytes({ name, seenAtMs, activeAtMs = -1, pending }: RdbConsumer): ByteString {
  const times = integerBytes(seenAtMs, 8) + integerBytes(activeAtMs, 8);
  return stringBytes(name) + times + list(pending, ({ id }) => idBytes(id));
}
