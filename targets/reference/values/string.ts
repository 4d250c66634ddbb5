/** A string value: immutable bytes, and how they came about, which decides the encoding's name. */
import type { ByteString } from '../../../harness/wire/reply.ts';
import { isCanonicalInteger } from '../numbers.ts';

// Up to this length redis keeps the bytes in the object's own allocation.
const EMBSTR_LENGTH_MAX = 44;

/**
 * `given`: as a client gave it, so an integer is stored as one. `computed`: made by the server
 * (INCRBYFLOAT), never an integer. `edited`: changed in place (APPEND, SETRANGE), always `raw`.
 */
export type StringOrigin = 'given' | 'computed' | 'edited';

export class StringValue {
  readonly type = 'string';
  readonly text: ByteString;
  readonly origin: StringOrigin;

  constructor(text: ByteString, origin: StringOrigin = 'given') {
    this.text = text;
    this.origin = origin;
  }

  get size(): number {
    return this.text.length;
  }

  get encoding(): 'int' | 'embstr' | 'raw' {
    if (this.origin === 'edited') return 'raw';
    if (this.origin === 'given' && isCanonicalInteger(this.text)) return 'int';
    return this.text.length <= EMBSTR_LENGTH_MAX ? 'embstr' : 'raw';
  }

  copy(): StringValue {
    return new StringValue(this.text, this.origin);
  }
}
