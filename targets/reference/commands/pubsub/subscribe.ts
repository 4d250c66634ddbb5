/** SUBSCRIBE and UNSUBSCRIBE for channels, patterns (P…) and shard channels (S…). */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { type CommandFacts, command, type Family, NO_REPLY } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse } from '../../errors.ts';
import { allKeys } from '../../key-spec.ts';
import { subscriptionCount, type Topic } from '../../pubsub.ts';
import { bulk, bulkOrNull, integer } from '../../replies.ts';

/** One confirmation for each name; `name` is missing where there was nothing to leave. */
function confirm(
  connection: Connection,
  { verb, topic, name }: { verb: string; topic: Topic; name: ByteString | undefined },
): void {
  const { subscriptions } = connection;
  const count =
    topic === 'shardChannels' ? subscriptions.shardChannels.size : subscriptionCount(subscriptions);
  connection.confirm({ type: 'push', items: [bulk(verb), bulkOrNull(name), integer(count)] });
}

function subscribing(verb: string, topic: Topic, facts: CommandFacts) {
  return command({
    ...facts,
    parse: (argv) => argv.slice(1),
    run: (connection, names) => {
      // EXEC counts one reply a command; only the older two verbs are let off for old clients' sake.
      if (topic === 'shardChannels' && connection.transaction?.running) {
        refuse(`ERR ${verb.toUpperCase()} isn't allowed for a DENY BLOCKING client`);
      }
      for (const name of names) {
        connection.core.pubsub.subscribe(connection, topic, name);
        confirm(connection, { verb, topic, name });
      }
      return NO_REPLY;
    },
  });
}

function unsubscribing(verb: string, topic: Topic, facts: CommandFacts) {
  return command({
    ...facts,
    parse: (argv) => argv.slice(1),
    run: (connection, given) => {
      const names = given.length > 0 ? given : [...connection.subscriptions[topic]];
      for (const name of names) {
        connection.core.pubsub.unsubscribe(connection, topic, name);
        confirm(connection, { verb, topic, name });
      }
      if (names.length === 0) confirm(connection, { verb, topic, name: undefined });
      return NO_REPLY;
    },
  });
}

const SHARED = {
  flags: ['pubsub', 'noscript', 'loading', 'stale'],
  categories: [],
  group: 'pubsub',
} as const;

export const subscriptionCommands: Family = {
  subscribe: subscribing('subscribe', 'channels', {
    ...SHARED,
    arity: -2,
    since: '2.0.0',
    complexity: 'O(N) where N is the number of channels to subscribe to.',
    usage: 'channel...',
    summary: 'Makes the connection hear what is published to channels.',
  }),

  psubscribe: subscribing('psubscribe', 'patterns', {
    ...SHARED,
    arity: -2,
    since: '2.0.0',
    complexity: 'O(N) where N is the number of patterns to subscribe to.',
    usage: 'pattern:pattern...',
    summary: 'Makes the connection hear what is published to channels that match patterns.',
  }),

  ssubscribe: subscribing('ssubscribe', 'shardChannels', {
    ...SHARED,
    arity: -2,
    keys: allKeys('not_key'),
    since: '7.0.0',
    complexity: 'O(N) where N is the number of shard channels to subscribe to.',
    usage: 'shardchannel...',
    summary: 'Makes the connection hear what is published to shard channels.',
  }),

  unsubscribe: unsubscribing('unsubscribe', 'channels', {
    ...SHARED,
    arity: -1,
    since: '2.0.0',
    complexity: 'O(N) where N is the number of channels to unsubscribe.',
    usage: '[channel...]',
    summary: 'Ends subscriptions to channels, or all of them.',
  }),

  punsubscribe: unsubscribing('punsubscribe', 'patterns', {
    ...SHARED,
    arity: -1,
    since: '2.0.0',
    complexity: 'O(N) where N is the number of patterns to unsubscribe.',
    usage: '[pattern:pattern...]',
    summary: 'Ends subscriptions to patterns, or all of them.',
  }),

  sunsubscribe: unsubscribing('sunsubscribe', 'shardChannels', {
    ...SHARED,
    arity: -1,
    keys: allKeys('not_key'),
    since: '7.0.0',
    complexity: 'O(N) where N is the number of shard channels to unsubscribe.',
    usage: '[shardchannel...]',
    summary: 'Ends subscriptions to shard channels, or all of them.',
  }),
};
