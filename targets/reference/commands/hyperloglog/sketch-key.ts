/** Keys that hold a HyperLogLog: a string of a certain form. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { refuse } from '../../errors.ts';
import type { Database } from '../../keyspace.ts';
import { isSketch } from '../../values/hyperloglog/sketch.ts';
import type { StringValue } from '../../values/string.ts';

const NOT_A_SKETCH = 'WRONGTYPE Key is not a valid HyperLogLog string value.';
export const CORRUPT = 'INVALIDOBJ Corrupted HLL object detected';

function checked(value: StringValue | undefined): StringValue | undefined {
  if (value !== undefined && !isSketch(value.bytes)) refuse(NOT_A_SKETCH);
  return value;
}

export function readSketch(db: Database, key: ByteString): StringValue | undefined {
  return checked(db.read(key, 'string'));
}

export function writeSketch(db: Database, key: ByteString): StringValue | undefined {
  return checked(db.write(key, 'string'));
}

/** What is left when a sketch is corrupt is not touched. */
export function sound<R>(result: R | 'corrupt'): R {
  return result === 'corrupt' ? refuse(CORRUPT) : result;
}
