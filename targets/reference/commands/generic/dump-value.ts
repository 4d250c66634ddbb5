/** Values of this server as RDB tells them, and back. */

import type { RdbValue } from '../../../../harness/rdb/value.ts';
import type { ByteString } from '../../../../harness/wire/reply.ts';
import type { Settings } from '../../config.ts';
import type { Value } from '../../value.ts';
import { HashValue } from '../../values/hash.ts';
import { ListValue } from '../../values/list.ts';
import { SetValue } from '../../values/set.ts';
import { SortedSetValue } from '../../values/sorted-set.ts';
import { StringValue } from '../../values/string.ts';
import { streamFromRdb, streamToRdb } from './dump-stream.ts';

export function toRdb(value: Value): RdbValue {
  switch (value.type) {
    case 'string':
      return { type: 'string', text: value.text };
    case 'list':
      return { type: 'list', nodes: value.nodes };
    case 'set':
      return { type: 'set', form: value.encoding, members: value.members() };
    case 'hash': {
      const fields = Array.from(value.entries(), ({ key, value: held }) => [key, held] as const);
      return { type: 'hash', form: value.encoding, fields };
    }
    case 'zset': {
      const members = Array.from(value.entries(), ({ key, score }) => [key, score] as const);
      return { type: 'zset', form: value.encoding, members };
    }
    case 'stream':
      return streamToRdb(value);
  }
}

/** The value as this server holds it; where its limits differ from the sender's, they count. */
export function fromRdb(rdb: RdbValue, settings: Settings): Value {
  switch (rdb.type) {
    case 'string':
      return new StringValue(rdb.text);
    case 'list':
      return ListValue.of(rdb.nodes.flat(), settings);
    case 'set':
      return rdb.form === 'listpack'
        ? packedSet(rdb.members, settings)
        : SetValue.of(rdb.members, settings);
    case 'hash': {
      const hash = new HashValue(settings);
      for (const [field, value] of rdb.fields) hash.set(field, value);
      return hash;
    }
    case 'zset':
      return SortedSetValue.of(rdb.members, settings);
    case 'stream':
      return streamFromRdb(rdb);
  }
}

// What no intset can begin with.
const NO_INTEGER = '';

/** A listpack stays one even if it holds only integers. */
function packedSet(members: readonly ByteString[], settings: Settings): SetValue {
  const set = SetValue.for(NO_INTEGER, members.length, settings);
  for (const member of members) set.add(member);
  return set;
}
