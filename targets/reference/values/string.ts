/** A string value: immutable bytes. Its encoding is what 7.2 would store for the same history. */
import type { ByteString } from '../../../harness/wire/reply.ts';
import { isCanonicalInteger } from '../numbers.ts';

// Up to this length redis keeps the bytes in the object's own allocation.
const EMBSTR_LENGTH_MAX = 44;

export class StringValue {
  readonly type = 'string';
  readonly text: ByteString;
  /** Built up in place (APPEND, SETRANGE), which redis stores as `raw` whatever the length. */
  readonly edited: boolean;

  constructor(text: ByteString, edited = false) {
    this.text = text;
    this.edited = edited;
  }

  get size(): number {
    return this.text.length;
  }

  get encoding(): 'int' | 'embstr' | 'raw' {
    if (this.edited) return 'raw';
    if (isCanonicalInteger(this.text)) return 'int';
    return this.text.length <= EMBSTR_LENGTH_MAX ? 'embstr' : 'raw';
  }

  copy(): StringValue {
    return new StringValue(this.text, this.edited);
  }
}
