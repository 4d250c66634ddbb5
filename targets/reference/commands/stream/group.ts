/** XGROUP: making and removing consumer groups and consumers. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, int64Of, Tail } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse } from '../../errors.ts';
import { helpReply } from '../../help.ts';
import { keyRange } from '../../key-spec.ts';
import { integer, OK, ONE, ZERO } from '../../replies.ts';
import { StreamValue } from '../../values/stream.ts';
import { ConsumerGroup } from '../../values/stream-group.ts';
import { NO_ID, type StreamId } from '../../values/stream-id.ts';
import type { GroupName, StreamAndGroup } from './groups.ts';
import { idOf, idOrSignOf } from './ids.ts';

interface Position extends GroupName {
  /** Read only once the stream is known, as 7.2 does. */
  readonly id: ByteString;
  readonly entriesRead: bigint | undefined;
  readonly makesStream: boolean;
}

function parsePosition(
  argv: readonly ByteString[],
  { mayMakeStream }: { mayMakeStream: boolean },
): Position {
  const tail = new Tail(argv, 5);
  let entriesRead: bigint | undefined;
  let makesStream = false;
  while (tail.more) {
    const option = tail.word();
    if (option === 'MKSTREAM' && mayMakeStream) makesStream = true;
    else if (option === 'ENTRIESREAD' && tail.more) entriesRead = entriesReadOf(tail.value());
    else {
      refuse(
        `ERR unknown subcommand or wrong number of arguments for '${at(argv, 1)}'. Try XGROUP HELP.`,
      );
    }
  }
  return { ...parseName(argv), id: at(argv, 4), entriesRead, makesStream };
}

function entriesReadOf(text: ByteString): bigint | undefined {
  const count = int64Of(text);
  if (count < -1n) refuse('ERR value for ENTRIESREAD must be positive or -1');
  return count === -1n ? undefined : count;
}

function parseName(argv: readonly ByteString[]): GroupName {
  return { key: at(argv, 2), group: at(argv, 3) };
}

function parseConsumer(argv: readonly ByteString[]): GroupName & { consumer: ByteString } {
  return { ...parseName(argv), consumer: at(argv, 4) };
}

function streamOf({ db }: Connection, key: ByteString): StreamValue {
  return (
    db.write(key, 'stream') ??
    refuse(
      'ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the MKSTREAM option to create an empty stream automatically.',
    )
  );
}

function groupOf(connection: Connection, { key, group: name }: GroupName): StreamAndGroup {
  const stream = streamOf(connection, key);
  const group = stream.groups.get(name);
  if (group === undefined) {
    return refuse(`NOGROUP No such consumer group '${name}' for key name '${key}'`);
  }
  return { stream, group };
}

function create(connection: Connection, options: Position): Reply {
  const { db } = connection;
  const { key, group: name, id, entriesRead, makesStream } = options;
  const known = makesStream ? db.write(key, 'stream') : streamOf(connection, key);
  const lastId: StreamId = id === '$' ? (known?.lastId ?? NO_ID) : idOf(id);
  if (known?.groups.has(name)) refuse('BUSYGROUP Consumer Group name already exists');
  const stream = known ?? db.ensure(key, 'stream', () => new StreamValue());
  stream.groups.set(name, new ConsumerGroup(name, { lastId, entriesRead }));
  // To watchers only the new stream is a change.
  if (known === undefined) db.changed(key, 'stream', 'xgroup-create');
  else db.noted(key, 'stream', 'xgroup-create');
  return OK;
}

function setId(connection: Connection, options: Position): Reply {
  const { stream, group } = groupOf(connection, options);
  group.lastId = options.id === '$' ? stream.lastId : idOrSignOf(options.id);
  group.entriesRead = options.entriesRead;
  connection.db.noted(options.key, 'stream', 'xgroup-setid');
  return OK;
}

function destroy(connection: Connection, { key, group }: GroupName): Reply {
  if (!streamOf(connection, key).groups.delete(group)) return ZERO;
  connection.db.noted(key, 'stream', 'xgroup-destroy');
  // Those who wait with XREADGROUP hear that their group is gone.
  connection.db.wake(key);
  return ONE;
}

export const groupCommands: Family = {
  xgroup: {
    arity: -2,
    flags: [],
    categories: [],
    since: '5.0.0',
    group: 'stream',
    complexity: 'Depends on subcommand.',
    summary: 'Manages the consumer groups of a stream.',
    subcommands: {
      create: command({
        arity: -5,
        flags: ['write', 'denyoom'],
        categories: ['stream'],
        keys: [keyRange('RW insert', 2, 0, 1)],
        since: '5.0.0',
        group: 'stream',
        complexity: 'O(1)',
        usage: 'key group (id | $) [MKSTREAM] [ENTRIESREAD entriesread:integer]',
        summary: 'Makes a consumer group, and the stream as well if asked to.',
        parse: (argv) => parsePosition(argv, { mayMakeStream: true }),
        run: create,
      }),
      setid: command({
        arity: -5,
        flags: ['write'],
        categories: ['stream'],
        keys: [keyRange('RW update', 2, 0, 1)],
        since: '5.0.0',
        group: 'stream',
        complexity: 'O(1)',
        usage: 'key group (id | $) [ENTRIESREAD entriesread:integer]',
        summary: 'Sets the id after which a group reads on.',
        parse: (argv) => parsePosition(argv, { mayMakeStream: false }),
        run: setId,
      }),
      destroy: command({
        arity: 4,
        flags: ['write'],
        categories: ['stream'],
        keys: [keyRange('RW delete', 2, 0, 1)],
        since: '5.0.0',
        group: 'stream',
        complexity: 'O(N)',
        usage: 'key group',
        summary: 'Removes a consumer group with all that is pending in it.',
        parse: parseName,
        run: destroy,
      }),
      createconsumer: command({
        arity: 5,
        flags: ['write', 'denyoom'],
        categories: ['stream'],
        keys: [keyRange('RW insert', 2, 0, 1)],
        since: '6.2.0',
        group: 'stream',
        complexity: 'O(1)',
        usage: 'key group consumer',
        summary: 'Makes a consumer of a group.',
        parse: parseConsumer,
        run: (connection, { consumer, ...name }) => {
          const { group } = groupOf(connection, name);
          if (group.consumers.has(consumer)) return ZERO;
          group.addConsumer(consumer, connection.core.nowMs);
          connection.db.noted(name.key, 'stream', 'xgroup-createconsumer');
          return ONE;
        },
      }),
      delconsumer: command({
        arity: 5,
        flags: ['write'],
        categories: ['stream'],
        keys: [keyRange('RW delete', 2, 0, 1)],
        since: '5.0.0',
        group: 'stream',
        complexity: 'O(1)',
        usage: 'key group consumer',
        summary: 'Removes a consumer with all that is pending for it.',
        parse: parseConsumer,
        run: (connection, { consumer, ...name }) => {
          const { group } = groupOf(connection, name);
          if (!group.consumers.has(consumer)) return ZERO;
          const dropped = group.deleteConsumer(consumer);
          connection.db.noted(name.key, 'stream', 'xgroup-delconsumer');
          return integer(dropped);
        },
      }),
      help: command({
        arity: 2,
        flags: ['loading', 'stale'],
        categories: ['stream'],
        since: '5.0.0',
        group: 'stream',
        complexity: 'O(1)',
        summary: 'Lists the subcommands.',
        parse: () => undefined,
        run: (connection) => helpReply(connection, 'xgroup'),
      }),
    },
  },
};
