/** Subscribers that lose a channel with a change of their user: they are disconnected. */
import type { Connection } from '../connection.ts';
import { allowsChannel, type ChannelPattern } from './patterns.ts';
import type { User } from './user.ts';

/** Those of the connections that listen to what the user as changed may not. */
export function losingSubscribers(
  connections: readonly Connection[],
  { before, after }: { readonly before: User; readonly after: User },
): readonly Connection[] {
  const left = channelsOf(after);
  if (left === 'all' || keepsAll(channelsOf(before), left)) return [];
  return connections.filter(({ subscriptions: { channels, shardChannels, patterns } }) => {
    const names = [...channels, ...shardChannels];
    return (
      names.some((name) => !allowsChannel(left, name, 'channel')) ||
      [...patterns].some((pattern) => !allowsChannel(left, pattern, 'pattern'))
    );
  });
}

/** By any selector: what a subscription needed was looked at when it was made. */
function channelsOf(user: User): 'all' | readonly ChannelPattern[] {
  const selectors = user.everySelector;
  if (selectors.some(({ channels }) => channels === 'all')) return 'all';
  return selectors.flatMap(({ channels }) => (channels === 'all' ? [] : channels));
}

function keepsAll(before: 'all' | readonly ChannelPattern[], after: readonly ChannelPattern[]) {
  return (
    before !== 'all' &&
    before.every(({ pattern }) => after.some((other) => other.pattern === pattern))
  );
}
