/** Reads bytes from front to back. Reading past the end throws, so a lying length ends a loop. */
import type { ByteString } from '../wire/reply.ts';
import { malformed } from './malformed.ts';

export class Cursor {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** How many bytes have been read. */
  get position(): number {
    return this.#at;
  }

  /** How many bytes are left. */
  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** Takes the next bytes: a view, no copy. */
  take(length: number): Buffer {
    if (length > this.left) malformed(`${length} bytes are announced and ${this.left} are left`);
    const start = this.#at;
    this.#at += length;
    return this.#bytes.subarray(start, this.#at);
  }

  /** The next bytes, which stay: as many as there are of so many. */
  peek(length: number): Buffer {
    return this.#bytes.subarray(this.#at, this.#at + length);
  }

  text(length: number): ByteString {
    return this.take(length).toString('latin1');
  }

  uint8(): number {
    return this.take(1).readUInt8();
  }

  uint16(): number {
    return this.take(2).readUInt16LE();
  }

  uint32(): number {
    return this.take(4).readUInt32LE();
  }

  /** The double in the next eight bytes, lowest byte first. */
  double(): number {
    return this.take(8).readDoubleLE();
  }

  /** The text of a signed integer that is so many bytes wide, lowest byte first. */
  integer(width: IntegerWidth): ByteString {
    const bytes = this.take(width);
    return String(width === 8 ? bytes.readBigInt64LE() : bytes.readIntLE(0, width));
  }
}

export type IntegerWidth = 1 | 2 | 3 | 4 | 8;
