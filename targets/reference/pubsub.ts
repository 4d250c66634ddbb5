/**
 * Publish/subscribe: who listens to which channels, patterns and shard channels. Channels know
 * nothing of keys and databases. A message is written once for each protocol, not once for each
 * listener.
 */
import { encode } from '../../harness/wire/encode.ts';
import type { ByteString, Protocol, Reply } from '../../harness/wire/reply.ts';
import type { Connection } from './connection.ts';
import { compileGlob } from './glob.ts';
import { bulk } from './replies.ts';

/** What one can listen to. Shard channels are apart: other names, other counts, no patterns. */
export type Topic = 'channels' | 'patterns' | 'shardChannels';

/** What a connection listens to. */
export type Subscriptions = Readonly<Record<Topic, Set<ByteString>>>;

export function noSubscriptions(): Subscriptions {
  return { channels: new Set(), patterns: new Set(), shardChannels: new Set() };
}

/** Whether the connection listens to anything, and so may do little else in RESP2. */
export function isSubscribed({ subscriptions }: Connection): boolean {
  return subscriptionCount(subscriptions) + subscriptions.shardChannels.size > 0;
}

/** Channels and patterns are counted together. */
export function subscriptionCount({ channels, patterns }: Subscriptions): number {
  return channels.size + patterns.size;
}

type Matches = (channel: ByteString) => boolean;
type Listeners = Map<ByteString, Set<Connection>>;

export class PubSub {
  readonly channels: Listeners = new Map();
  readonly patterns: Listeners = new Map();
  readonly shardChannels: Listeners = new Map();
  readonly #globs = new Map<ByteString, Matches>();

  subscribe(connection: Connection, topic: Topic, name: ByteString): void {
    connection.subscriptions[topic].add(name);
    const listeners = this[topic].get(name);
    if (listeners !== undefined) {
      listeners.add(connection);
      return;
    }
    this[topic].set(name, new Set([connection]));
    if (topic === 'patterns') this.#globs.set(name, channelGlob(name));
  }

  unsubscribe(connection: Connection, topic: Topic, name: ByteString): void {
    if (!connection.subscriptions[topic].delete(name)) return;
    const listeners = this[topic].get(name);
    listeners?.delete(connection);
    if (listeners?.size !== 0) return;
    this[topic].delete(name);
    if (topic === 'patterns') this.#globs.delete(name);
  }

  /** Ends all subscriptions of a connection without a word. */
  forget(connection: Connection): void {
    for (const topic of ['channels', 'patterns', 'shardChannels'] as const) {
      for (const name of connection.subscriptions[topic]) this.unsubscribe(connection, topic, name);
    }
  }

  /** Sends a message to the listeners of a channel, then to those of patterns; says to how many. */
  publish(channel: ByteString, text: ByteString): number {
    let receivers = deliver(this.channels.get(channel), ['message', channel, text]);
    for (const [pattern, matches] of this.#globs) {
      if (!matches(channel)) continue;
      receivers += deliver(this.patterns.get(pattern), ['pmessage', pattern, channel, text]);
    }
    return receivers;
  }

  publishToShard(channel: ByteString, text: ByteString): number {
    return deliver(this.shardChannels.get(channel), ['smessage', channel, text]);
  }
}

/** As glob patterns elsewhere, but for one thing: not even a star matches the empty channel. */
export function channelGlob(pattern: ByteString): Matches {
  const matches = compileGlob(pattern);
  return (channel) => (channel === '' ? pattern === '' : matches(channel));
}

function deliver(
  listeners: ReadonlySet<Connection> | undefined,
  parts: readonly ByteString[],
): number {
  if (listeners === undefined) return 0;
  const push: Reply = { type: 'push', items: parts.map(bulk) };
  const written = new Map<Protocol, ByteString>();
  for (const connection of listeners) {
    const bytes = written.get(connection.protocol) ?? encode(push, connection.protocol);
    written.set(connection.protocol, bytes);
    connection.pushBytes(bytes);
  }
  return listeners.size;
}
