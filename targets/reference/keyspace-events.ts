/** What the keyspace reports, and to whom. */
import type { ByteString } from '../../harness/wire/reply.ts';
import type { FrequencySettings } from './frequency.ts';
import type { Database } from './keyspace.ts';

/** Classes of keyspace notifications; each is a flag of `notify-keyspace-events`. */
export type EventClass =
  | 'generic'
  | 'string'
  | 'list'
  | 'set'
  | 'hash'
  | 'sorted-set'
  | 'stream'
  | 'expired'
  | 'evicted'
  | 'new'
  | 'key-miss';

/** The rest of the server, as the keyspace sees it. */
export interface KeyspaceEvents {
  /** Milliseconds since the epoch; does not move while a command runs. */
  now(): number;
  notify(eventClass: EventClass, event: string, key: ByteString, db: Database): void;
  /** The key holds something else than before, by a command or because the server took it away. */
  modified(key: ByteString, cause: 'command' | 'server'): void;
  random(): number;
  /** `undefined` unless the policy is an LFU one. */
  frequencySettings(): FrequencySettings | undefined;
  /** The key now holds something that blocked connections of this database wait for. */
  ready(key: ByteString, db: Database): void;
}
