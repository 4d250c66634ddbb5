/** What a key can hold: a union discriminated by `type`, one member per file in `values/`. */
import type { HashValue } from './values/hash.ts';
import type { ListValue } from './values/list.ts';
import type { SetValue } from './values/set.ts';
import type { SortedSetValue } from './values/sorted-set.ts';
import type { StreamValue } from './values/stream.ts';
import type { StringValue } from './values/string.ts';

export type Value = StringValue | ListValue | HashValue | SetValue | SortedSetValue | StreamValue;

export type ValueType = Value['type'];

export type ValueOf<T extends ValueType> = Extract<Value, { type: T }>;

/** What the keyspace and the generic commands ask of every value. */
export interface AnyValue {
  readonly type: string;
  /** The name that OBJECT ENCODING gives. */
  readonly encoding: string;
  /** Number of elements; a collection of size 0 must not stay in the keyspace. */
  readonly size: number;
  /** An independent copy, for COPY. */
  copy(): AnyValue;
}
