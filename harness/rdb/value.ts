/**
 * What a key can hold, as RDB tells it: the content, and the form that it is held in as far as a
 * server would keep it. Modules are not among them.
 */
import type { ByteString } from '../wire/reply.ts';

export type RdbValue =
  | { readonly type: 'string'; readonly text: ByteString }
  /** One array of elements for each node of the list. */
  | { readonly type: 'list'; readonly nodes: readonly (readonly ByteString[])[] }
  | { readonly type: 'set'; readonly form: SetForm; readonly members: readonly ByteString[] }
  | { readonly type: 'hash'; readonly form: HashForm; readonly fields: readonly FieldValue[] }
  | { readonly type: 'zset'; readonly form: SortedSetForm; readonly members: readonly Scored[] }
  | RdbStream;

export type SetForm = 'intset' | 'listpack' | 'hashtable';
export type HashForm = 'listpack' | 'hashtable';
export type SortedSetForm = 'listpack' | 'skiplist';

export type FieldValue = readonly [field: ByteString, value: ByteString];
export type Scored = readonly [member: ByteString, score: number];

/** Milliseconds in the upper 64 bits, the sequence number in the lower. */
export type StreamId = bigint;

export interface RdbStream {
  readonly type: 'stream';
  readonly nodes: readonly RdbStreamNode[];
  readonly lastId: StreamId;
  readonly maxDeletedId: StreamId;
  readonly entriesAdded: bigint;
  readonly groups: readonly RdbGroup[];
}

/** One listpack of entries. */
export interface RdbStreamNode {
  /** The id and the fields that its entries are told from. */
  readonly id: StreamId;
  readonly masterFields: readonly ByteString[];
  readonly entries: readonly RdbEntry[];
}

export interface RdbEntry {
  readonly id: StreamId;
  /** Fields and their values in turn. */
  readonly fields: readonly ByteString[];
  readonly deleted: boolean;
}

export interface RdbGroup {
  readonly name: ByteString;
  readonly lastId: StreamId;
  /** `undefined` when it is not known; `'uncounted'` when the form did not count yet. */
  readonly entriesRead: bigint | 'uncounted' | undefined;
  readonly consumers: readonly RdbConsumer[];
}

export interface RdbConsumer {
  readonly name: ByteString;
  readonly seenAtMs: number;
  /** `undefined` if never. */
  readonly activeAtMs: number | undefined;
  readonly pending: readonly RdbPending[];
}

export interface RdbPending {
  readonly id: StreamId;
  readonly deliveredAtMs: number;
  readonly deliveries: bigint;
}
