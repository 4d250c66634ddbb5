/**
 * Requests out of a byte stream: arrays of bulk strings, or inline commands. Any chunking of the
 * stream gives the same requests. The limits and error texts are those of 7.2; after an error the
 * stream cannot be understood any more and the connection has to be closed.
 */
import type { ByteString } from '../../harness/wire/reply.ts';
import { splitInline } from './inline.ts';
import { parseInteger } from './numbers.ts';

export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}

export interface RequestLimits {
  readonly bulkBytesMax: number;
  readonly requestBytesMax: number;
  /** The client has still to say who it is, and may not send much until then. */
  readonly guest: boolean;
}

const INLINE_BYTES_MAX = 64 * 1024;
const ARGUMENTS_MAX = 2147483647;
const GUEST_ARGUMENTS_MAX = 10;
const GUEST_BULK_BYTES_MAX = 16384;
// V8 copies slices shorter than this. A longer one would keep the whole chunk alive for as long as
// the keyspace holds the argument.
const SLICE_COPIES_BELOW = 13;
// Lengths of up to this many digits are read without making a string.
const SHORT_DIGITS = 9;
const CARRIAGE_RETURN = 13;
const ZERO = 48;
const NINE = 57;
const STAR = 42;
const DOLLAR = 36;

export class RequestParser {
  readonly #limits: () => RequestLimits;
  #bytes: Buffer = Buffer.alloc(0);
  /** The same as text: one conversion for a chunk, then cheap slices. */
  #buffer: ByteString = '';
  #position = 0;
  /** Chunks that are not joined yet: a long argument arrives in many, and joining each is quadratic. */
  #late: Buffer[] = [];
  #lateBytes = 0;
  #argv: ByteString[] = [];
  #argvBytes = 0;
  #missing = 0;
  #bulkLength = -1;

  constructor(limits: () => RequestLimits) {
    this.#limits = limits;
  }

  push(chunk: Buffer): void {
    this.#late.push(chunk);
    this.#lateBytes += chunk.length;
  }

  /** How many bytes wait to be understood. */
  get pendingBytes(): number {
    return this.#buffer.length - this.#position + this.#lateBytes + this.#argvBytes;
  }

  /** The next complete request, never empty; `undefined` when more bytes are needed. */
  next(): readonly ByteString[] | undefined {
    this.#join();
    for (;;) {
      if (this.#missing === 0) {
        if (this.#position >= this.#buffer.length) return this.#rest();
        const isArray = this.#buffer.charCodeAt(this.#position) === STAR;
        if (!isArray) {
          const words = this.#inline();
          if (words === undefined) return this.#rest();
          if (words.length > 0) return words;
          continue;
        }
        const count = this.#length('too big mbulk count string');
        if (count === undefined) return this.#rest();
        this.#missing = this.#arrayLength(count);
        if (this.#missing === 0) continue;
        this.#argv = [];
        this.#argvBytes = 0;
      }
      if (!this.#arguments()) return this.#rest();
      return this.#argv;
    }
  }

  #join(): void {
    if (this.#late.length === 0) return;
    const have = this.#buffer.length - this.#position;
    // A bulk string is looked at again only when its last byte is there.
    if (this.#bulkLength >= 0 && have + this.#lateBytes < this.#bulkLength + 2) return;
    if (have > 0) this.#late.unshift(this.#bytes.subarray(this.#position));
    const [only] = this.#late;
    this.#bytes = only !== undefined && this.#late.length === 1 ? only : Buffer.concat(this.#late);
    this.#buffer = this.#bytes.toString('latin1');
    this.#position = 0;
    this.#late = [];
    this.#lateBytes = 0;
  }

  #rest(): undefined {
    if (this.pendingBytes > this.#limits().requestBytesMax) {
      throw new ProtocolError('too big request');
    }
    return undefined;
  }

  /** 0 for the lengths that stand for no request at all. */
  #arrayLength(length: number): number {
    if (Number.isNaN(length) || length > ARGUMENTS_MAX) {
      throw new ProtocolError('invalid multibulk length');
    }
    if (length > GUEST_ARGUMENTS_MAX && this.#limits().guest) {
      throw new ProtocolError('unauthenticated multibulk length');
    }
    return Math.max(0, length);
  }

  #arguments(): boolean {
    while (this.#missing > 0) {
      if (this.#bulkLength < 0) {
        if (this.#position >= this.#buffer.length) return false;
        const code = this.#buffer.charCodeAt(this.#position);
        // 7.2 looks for the end of the line first, so that an endless one is refused as too long.
        const length = this.#length('too big bulk count string');
        if (length === undefined) return false;
        if (code !== DOLLAR) {
          throw new ProtocolError(`expected '$', got '${printable(code)}'`);
        }
        this.#bulkLength = bulkLength(length, this.#limits());
      }
      const end = this.#position + this.#bulkLength;
      if (end + 2 > this.#buffer.length) return false;
      this.#argv.push(this.#argument(this.#position, end));
      this.#argvBytes += this.#bulkLength;
      this.#position = end + 2;
      this.#bulkLength = -1;
      this.#missing -= 1;
    }
    this.#argvBytes = 0;
    return true;
  }

  #argument(start: number, end: number): ByteString {
    return end - start < SLICE_COPIES_BELOW
      ? this.#buffer.slice(start, end)
      : this.#bytes.toString('latin1', start, end);
  }

  /** The number between a type byte and its line end; NaN when it is misspelt. */
  #length(tooLong: string): number | undefined {
    let value = 0;
    const start = this.#position + 1;
    for (let index = start; index < start + SHORT_DIGITS; index += 1) {
      const code = this.#buffer.charCodeAt(index);
      if (code === CARRIAGE_RETURN && index > start && index + 1 < this.#buffer.length) {
        this.#position = index + 2;
        return value;
      }
      const isDigit = code >= ZERO && code <= NINE && (index > start || code > ZERO);
      if (!isDigit) break;
      value = value * 10 + code - ZERO;
    }
    const text = this.#header(tooLong);
    return text === undefined ? undefined : (parseInteger(text) ?? Number.NaN);
  }

  /** The text between a type byte and its line end. */
  #header(tooLong: string): ByteString | undefined {
    const end = this.#lineEnd('\r');
    if (end < 0 && this.#buffer.length - this.#position > INLINE_BYTES_MAX) {
      throw new ProtocolError(tooLong);
    }
    if (end < 0 || end + 1 >= this.#buffer.length) return undefined;
    const text = this.#buffer.slice(this.#position + 1, end);
    this.#position = end + 2;
    return text;
  }

  /** A zero byte ends every search, because the original looks with C's string functions. */
  #lineEnd(terminator: string): number {
    const end = this.#buffer.indexOf(terminator, this.#position);
    const zero = this.#buffer.indexOf('\0', this.#position);
    return zero >= 0 && zero < end ? -1 : end;
  }

  #inline(): readonly ByteString[] | undefined {
    const end = this.#lineEnd('\n');
    if ((end < 0 ? this.#buffer.length : end) - this.#position > INLINE_BYTES_MAX) {
      throw new ProtocolError('too big inline request');
    }
    if (end < 0) return undefined;
    const line = this.#buffer.slice(this.#position, end);
    this.#position = end + 1;
    const words = splitInline(line.endsWith('\r') ? line.slice(0, -1) : line);
    if (words === undefined) throw new ProtocolError('unbalanced quotes in request');
    return words;
  }
}

function bulkLength(length: number, { bulkBytesMax, guest }: RequestLimits): number {
  if (Number.isNaN(length) || length < 0 || length > bulkBytesMax) {
    throw new ProtocolError('invalid bulk length');
  }
  if (guest && length > GUEST_BULK_BYTES_MAX) {
    throw new ProtocolError('unauthenticated bulk length');
  }
  return length;
}

function printable(code: number): string {
  return String.fromCharCode(code);
}
