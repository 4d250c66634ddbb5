/** Finding consumer groups and consumers, and telling of what happens to them. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import type { Connection } from '../../connection.ts';
import { refuse } from '../../errors.ts';
import type { StreamValue } from '../../values/stream.ts';
import type { Consumer, ConsumerGroup } from '../../values/stream-group.ts';

export interface GroupName {
  readonly key: ByteString;
  readonly group: ByteString;
}

export interface StreamAndGroup {
  readonly stream: StreamValue;
  readonly group: ConsumerGroup;
}

/** The group of a stream, for the commands that make no difference between what is missing. */
export function findGroup({ db }: Connection, name: GroupName): StreamAndGroup | undefined {
  const stream = db.read(name.key, 'stream');
  const group = stream?.groups.get(name.group);
  return stream === undefined || group === undefined ? undefined : { stream, group };
}

/** The same, where it must exist. */
export function groupOf(connection: Connection, name: GroupName, where = ''): StreamAndGroup {
  return (
    findGroup(connection, name) ??
    refuse(`NOGROUP No such key '${name.key}' or consumer group '${name.group}'${where}`)
  );
}

/** A consumer, new if need be, that is seen now. */
export function seeConsumer(
  { db, core }: Connection,
  key: ByteString,
  { group, name }: { group: ConsumerGroup; name: ByteString },
): Consumer {
  const known = group.consumers.get(name);
  if (known !== undefined) {
    known.seenAtMs = core.nowMs;
    return known;
  }
  db.noted(key, 'stream', 'xgroup-createconsumer');
  return group.addConsumer(name, core.nowMs);
}
