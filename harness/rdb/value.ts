/**
 * What a key can hold, as RDB tells it: the content, and the form that it is held in as far as a
 * server would keep it. Streams and modules are not among them yet.
 */
import type { ByteString } from '../wire/reply.ts';

export type RdbValue =
  | { readonly type: 'string'; readonly text: ByteString }
  /** One array of elements for each node of the list. */
  | { readonly type: 'list'; readonly nodes: readonly (readonly ByteString[])[] }
  | { readonly type: 'set'; readonly form: SetForm; readonly members: readonly ByteString[] }
  | { readonly type: 'hash'; readonly form: HashForm; readonly fields: readonly FieldValue[] }
  | { readonly type: 'zset'; readonly form: SortedSetForm; readonly members: readonly Scored[] };

export type SetForm = 'intset' | 'listpack' | 'hashtable';
export type HashForm = 'listpack' | 'hashtable';
export type SortedSetForm = 'listpack' | 'skiplist';

export type FieldValue = readonly [field: ByteString, value: ByteString];
export type Scored = readonly [member: ByteString, score: number];
