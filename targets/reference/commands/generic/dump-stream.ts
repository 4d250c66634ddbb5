/** Streams of this server as RDB tells them, and back. */
import type { RdbConsumer, RdbStream, RdbStreamNode } from '../../../../harness/rdb/value.ts';
import { StreamValue } from '../../values/stream.ts';
import { byName, type Consumer, ConsumerGroup } from '../../values/stream-group.ts';
import { StreamNode } from '../../values/stream-node.ts';
import { countAt } from '../../values/stream-progress.ts';

export function streamToRdb(stream: StreamValue): RdbStream {
  const { lastId, maxDeletedId, entriesAdded } = stream;
  const groups = byName(stream.groups.values()).map((group) => ({
    name: group.name,
    lastId: group.lastId,
    entriesRead: group.entriesRead,
    consumers: byName(group.consumers.values()).map(consumerToRdb),
  }));
  const nodes = Array.from(stream.nodes, nodeToRdb);
  return { type: 'stream', nodes, lastId, maxDeletedId, entriesAdded, groups };
}

function nodeToRdb({ id, masterFields, entries, tombstones }: StreamNode): RdbStreamNode {
  const all = [
    ...entries.map((entry) => ({ ...entry, deleted: false })),
    ...tombstones.map((entry) => ({ ...entry, deleted: true })),
  ];
  return { id, masterFields, entries: all.sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

function consumerToRdb({ name, seenAtMs, activeAtMs, pending }: Consumer): RdbConsumer {
  return { name, seenAtMs, activeAtMs, pending: [...pending] };
}

export function streamFromRdb(rdb: RdbStream): StreamValue {
  const stream = new StreamValue();
  for (const node of rdb.nodes) {
    stream.nodes.add(nodeFromRdb(node));
    stream.size += node.entries.filter(({ deleted }) => !deleted).length;
  }
  stream.lastId = rdb.lastId;
  stream.maxDeletedId = rdb.maxDeletedId;
  stream.entriesAdded = rdb.entriesAdded;
  for (const { name, lastId, entriesRead: given, consumers } of rdb.groups) {
    const entriesRead = given === 'uncounted' ? countAt(stream, lastId) : given;
    const group = new ConsumerGroup(name, { lastId, entriesRead });
    for (const consumer of consumers) addConsumer(group, consumer);
    stream.groups.set(name, group);
  }
  return stream;
}

function nodeFromRdb({ id, masterFields, entries }: RdbStreamNode): StreamNode {
  const node = new StreamNode(id, masterFields);
  for (const { id: entryId, fields, deleted } of entries) {
    if (deleted) node.appendTombstone({ id: entryId, fields });
    else node.append({ id: entryId, fields });
  }
  return node;
}

function addConsumer(group: ConsumerGroup, { name, seenAtMs, activeAtMs, pending }: RdbConsumer) {
  const consumer = group.addConsumer(name, seenAtMs);
  consumer.activeAtMs = activeAtMs;
  for (const { id, deliveredAtMs, deliveries } of pending) {
    group.assign(id, consumer, deliveredAtMs).deliveries = deliveries;
  }
}
