/** Bytes that are changed in place and grow with zeros: appending or setting far bits costs O(1) each. */
import type { ByteString } from '../../../harness/wire/reply.ts';

export class GrowingBytes {
  #room: Buffer;
  #length: number;

  /** Takes the bytes over; nobody else may write to them. */
  constructor(bytes: Buffer) {
    this.#room = bytes;
    this.#length = bytes.length;
  }

  static of(text: ByteString): GrowingBytes {
    const bytes = Buffer.alloc(text.length);
    bytes.write(text, 'latin1');
    return new GrowingBytes(bytes);
  }

  get length(): number {
    return this.#length;
  }

  /** The bytes themselves, good until the next `grow`. */
  get view(): Buffer {
    return this.#room.length === this.#length ? this.#room : this.#room.subarray(0, this.#length);
  }

  /** Adds zero bytes until there are at least `length`. */
  grow(length: number): void {
    if (length <= this.#length) return;
    if (length > this.#room.length) {
      // Half as much again, so that growing byte by byte copies each byte a few times at most.
      const room = Buffer.alloc(Math.max(length, Math.floor(this.#length * 1.5)));
      room.set(this.view);
      this.#room = room;
    }
    this.#length = length;
  }
}
