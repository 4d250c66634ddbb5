/** PUBLISH and SPUBLISH. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { at } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import { firstKey } from '../../key-spec.ts';
import { integer } from '../../replies.ts';

interface Message {
  readonly channel: ByteString;
  readonly text: ByteString;
}

function parseMessage(argv: readonly ByteString[]): Message {
  return { channel: at(argv, 1), text: at(argv, 2) };
}

export const publishCommands: Family = {
  publish: command({
    arity: 3,
    flags: ['pubsub', 'loading', 'stale', 'fast', 'may_replicate'],
    categories: [],
    since: '2.0.0',
    group: 'pubsub',
    complexity:
      'O(N+M) where N is the number of clients subscribed to the receiving channel and M is the total number of subscribed patterns (by any client).',
    usage: 'channel message',
    summary: 'Sends a message to those who listen to a channel.',
    parse: parseMessage,
    run: ({ core }, { channel, text }) => integer(core.pubsub.publish(channel, text)),
  }),

  spublish: command({
    arity: 3,
    flags: ['pubsub', 'loading', 'stale', 'fast', 'may_replicate'],
    categories: [],
    keys: firstKey('not_key'),
    since: '7.0.0',
    group: 'pubsub',
    complexity: 'O(N) where N is the number of clients subscribed to the receiving shard channel.',
    usage: 'shardchannel message',
    summary: 'Sends a message to those who listen to a shard channel.',
    parse: parseMessage,
    run: ({ core }, { channel, text }) => integer(core.pubsub.publishToShard(channel, text)),
  }),
};
