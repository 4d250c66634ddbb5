/** XINFO: what a stream, its groups and their consumers are made of. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { NO_SUCH_KEY, refuse } from '../../errors.ts';
import { helpReply } from '../../help.ts';
import { keyRange } from '../../key-spec.ts';
import { array, bulk, integer, integerOrNull, record } from '../../replies.ts';
import type { StreamValue } from '../../values/stream.ts';
import { byName, type Consumer, type ConsumerGroup } from '../../values/stream-group.ts';
import { lagOf } from '../../values/stream-progress.ts';
import { idReply } from './entry-reply.ts';
import { streamReply } from './info-stream.ts';

function streamOf({ db }: Connection, key: ByteString): StreamValue {
  return db.read(key, 'stream') ?? refuse(NO_SUCH_KEY);
}

function groupReply(stream: StreamValue, group: ConsumerGroup): Reply {
  return record({
    name: bulk(group.name),
    consumers: integer(group.consumers.size),
    pending: integer(group.pending.size),
    'last-delivered-id': idReply(group.lastId),
    'entries-read': integerOrNull(group.entriesRead),
    lag: integerOrNull(lagOf(stream, group)),
  });
}

function consumerReply({ name, pending, seenAtMs, activeAtMs }: Consumer, nowMs: number): Reply {
  return record({
    name: bulk(name),
    pending: integer(pending.size),
    idle: integer(Math.max(0, nowMs - seenAtMs)),
    inactive: integer(activeAtMs === undefined ? -1 : Math.max(0, nowMs - activeAtMs)),
  });
}

export const infoCommands: Family = {
  xinfo: {
    arity: -2,
    flags: [],
    categories: [],
    since: '5.0.0',
    group: 'stream',
    complexity: 'Depends on subcommand.',
    summary: 'Tells about streams.',
    subcommands: {
      stream: command({
        arity: -3,
        flags: ['readonly'],
        categories: ['stream'],
        keys: [keyRange('RO access', 2, 0, 1)],
        since: '5.0.0',
        group: 'stream',
        complexity: 'O(1)',
        usage: 'key [FULL [COUNT count:integer]]',
        summary: 'Tells about a stream; with FULL, about its entries and groups too.',
        parse: (argv) => argv,
        run: (connection, argv) => streamReply(streamOf(connection, at(argv, 2)), argv),
      }),
      groups: command({
        arity: 3,
        flags: ['readonly'],
        categories: ['stream'],
        keys: [keyRange('RO access', 2, 0, 1)],
        since: '5.0.0',
        group: 'stream',
        complexity: 'O(1)',
        usage: 'key',
        summary: 'Tells about the consumer groups of a stream.',
        parse: (argv) => at(argv, 2),
        run: (connection, key) => {
          const stream = streamOf(connection, key);
          return array(byName(stream.groups.values()).map((group) => groupReply(stream, group)));
        },
      }),
      consumers: command({
        arity: 4,
        flags: ['readonly'],
        categories: ['stream'],
        keys: [keyRange('RO access', 2, 0, 1)],
        tips: ['nondeterministic_output'],
        since: '5.0.0',
        group: 'stream',
        complexity: 'O(1)',
        usage: 'key group',
        summary: 'Tells about the consumers of a group.',
        parse: (argv) => ({ key: at(argv, 2), name: at(argv, 3) }),
        run: (connection, { key, name }) => {
          const group = streamOf(connection, key).groups.get(name);
          if (group === undefined) {
            return refuse(`NOGROUP No such consumer group '${name}' for key name '${key}'`);
          }
          const { nowMs } = connection.core;
          return array(byName(group.consumers.values()).map((one) => consumerReply(one, nowMs)));
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
        run: (connection) => helpReply(connection, 'xinfo'),
      }),
    },
  },
};
