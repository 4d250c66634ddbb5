/**
 * A string value, and how it came about, which decides the encoding's name. It is held in one of
 * two forms: as text, which GET sends as it is, or as bytes, which SETBIT and the like change in
 * place. Asking for the other form turns it over, once for as long as nobody asks for the first.
 */
import type { ByteString } from '../../../harness/wire/reply.ts';
import { isCanonicalInteger } from '../numbers.ts';
import { GrowingBytes } from './growing-bytes.ts';

// Up to this length redis keeps the bytes in the object's own allocation.
const EMBSTR_LENGTH_MAX = 44;

/** The longest string that V8 makes; a little below the default of `proto-max-bulk-len`. */
export const STRING_LENGTH_MAX: number = 2 ** 29 - 24;

/**
 * `given`: as a client gave it, so an integer is stored as one. `computed`: made by the server
 * (INCRBYFLOAT), never an integer. `edited`: changed in place (APPEND, SETRANGE), always `raw`.
 */
export type StringOrigin = 'given' | 'computed' | 'edited';

export class StringValue {
  readonly type = 'string';
  #content: ByteString | GrowingBytes;
  #origin: StringOrigin;

  constructor(text: ByteString, origin: StringOrigin = 'given') {
    this.#content = text;
    this.#origin = origin;
  }

  /** An edited string of these bytes, which it takes over. */
  static ofBytes(bytes: Buffer): StringValue {
    const value = new StringValue('', 'edited');
    value.#content = new GrowingBytes(bytes);
    return value;
  }

  get text(): ByteString {
    return typeof this.#content === 'string' ? this.#content : this.#turnedToText(this.#content);
  }

  #turnedToText({ view }: GrowingBytes): ByteString {
    const text = view.toString('latin1');
    this.#content = text;
    return text;
  }

  #asBytes(): GrowingBytes {
    if (typeof this.#content === 'string') this.#content = GrowingBytes.of(this.#content);
    return this.#content;
  }

  /** The bytes to look at; good until the next edit. */
  get bytes(): Buffer {
    return this.#asBytes().view;
  }

  get size(): number {
    return this.#content.length;
  }

  get encoding(): 'int' | 'embstr' | 'raw' {
    if (this.#origin === 'edited' || this.size > EMBSTR_LENGTH_MAX) return 'raw';
    return this.#origin === 'given' && isCanonicalInteger(this.text) ? 'int' : 'embstr';
  }

  /** A part of the text, without turning the rest over. */
  slice(start: number, end: number): ByteString {
    if (typeof this.#content === 'string') return this.#content.slice(start, end);
    return this.#content.view.toString('latin1', start, end);
  }

  /** The bytes to change, with zeros added until there are at least `length`. */
  edit(length: number = this.size): Buffer {
    this.#origin = 'edited';
    const bytes = this.#asBytes();
    bytes.grow(length);
    return bytes.view;
  }

  /** Puts other bytes in the place of all that there are, and takes them over. */
  replaceBytes(bytes: Buffer): void {
    this.#origin = 'edited';
    this.#content = new GrowingBytes(bytes);
  }

  append(part: ByteString): void {
    this.#origin = 'edited';
    const { size } = this;
    if (typeof this.#content === 'string') this.#content += part;
    else this.edit(size + part.length).write(part, size, 'latin1');
  }

  copy(): StringValue {
    const copy = new StringValue('', this.#origin);
    copy.#content =
      typeof this.#content === 'string'
        ? this.#content
        : new GrowingBytes(Buffer.from(this.#content.view));
    return copy;
  }
}
