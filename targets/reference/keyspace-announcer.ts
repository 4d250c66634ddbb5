/** Keyspace notifications: what happens to keys, told on `__keyspace@N__:` and `__keyevent@N__:`. */
import type { ByteString } from '../../harness/wire/reply.ts';
import { eventFlagsOf } from './event-flags.ts';
import type { Database } from './keyspace.ts';
import type { EventClass } from './keyspace-events.ts';
import type { PubSub } from './pubsub.ts';

export type Announce = (
  eventClass: EventClass,
  event: string,
  key: ByteString,
  db: Database,
) => void;

/** What to do with each event under a setting of `notify-keyspace-events`. */
export function keyspaceAnnouncer(pubsub: PubSub, setting: string): Announce {
  const { classes, keyspaceChannel, keyeventChannel } = eventFlagsOf(setting);
  // By default nothing is told, and every write of every command comes through here.
  if (!(keyspaceChannel || keyeventChannel) || classes.size === 0) return () => undefined;
  return (eventClass, event, key, { index }) => {
    if (!classes.has(eventClass)) return;
    if (keyspaceChannel) pubsub.publish(`__keyspace@${index}__:${key}`, event);
    if (keyeventChannel) pubsub.publish(`__keyevent@${index}__:${event}`, key);
  };
}
