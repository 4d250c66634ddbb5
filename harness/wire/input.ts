/**
 * The bytes of a stream, as lines and counted strings: what every RESP type is made of.
 *
 * An `Input` keeps the bytes from the start of the unfinished reply on, however they were cut, and
 * the place up to which they are read. Nothing here knows what a line means.
 */
import { parseInteger } from './number.ts';
import type { ByteString, Reply } from './reply.ts';

export interface InputLimits {
  /** Longest bulk string, blob error or verbatim string. */
  readonly bulkBytesMax: number;
  /** Longest status, error, number or length line. */
  readonly lineBytesMax: number;
  /** Bytes of one whole reply. */
  readonly replyBytesMax: number;
}

/** Bytes that no RESP is spelled with. Never leaves the decoder. */
export class Malformed extends Error {}

/** A whole reply, and where in the bytes that came it stands. */
export class Received {
  readonly kind = 'reply';
  readonly reply: Reply;
  readonly #bytes: Buffer;
  readonly #from: number;
  readonly #to: number;

  constructor(reply: Reply, bytes: Buffer, from: number, to: number) {
    this.reply = reply;
    this.#bytes = bytes;
    this.#from = from;
    this.#to = to;
  }

  /** The exact wire form. Made when asked for: a view for each reply took as long as decoding it. */
  get raw(): Uint8Array {
    return this.#bytes.subarray(this.#from, this.#to);
  }
}

const CR = 13;
const LF = 10;
const QUESTION_MARK = 0x3f;
const NOTHING = Buffer.alloc(0);

export class Input {
  readonly #limits: InputLimits;
  #bytes: Buffer = NOTHING;
  /** The first byte of the unfinished reply, the next one to look at, and the end of what came. */
  #start = 0;
  #at = 0;
  #end = 0;
  /** Where the CR of the line at hand stands. */
  #lineEnd = 0;

  constructor(limits: InputLimits) {
    this.#limits = limits;
  }

  /** Whether a reply has begun and not ended. */
  get unfinished(): boolean {
    return this.#end > this.#start;
  }

  /** Whether all that came is read. */
  get exhausted(): boolean {
    return this.#at >= this.#end;
  }

  /** How many bytes of the unfinished reply are read. */
  get read(): number {
    return this.#at - this.#start;
  }

  /** Replies keep views of the bytes before; only bytes after them are ever written. */
  append(chunk: Buffer): void {
    if (!this.unfinished) {
      this.#bytes = chunk;
      this.#start = 0;
      this.#at = 0;
      this.#end = chunk.length;
      return;
    }
    if (this.#end + chunk.length > this.#bytes.length) this.#grow(chunk.length);
    chunk.copy(this.#bytes, this.#end);
    this.#end += chunk.length;
  }

  /** Makes room for the unfinished reply, as much again as it has, and `more`. */
  #grow(more: number): void {
    const kept = this.#end - this.#start;
    const grown = Buffer.allocUnsafe(kept + Math.max(kept, more));
    this.#bytes.copy(grown, 0, this.#start, this.#end);
    this.#bytes = grown;
    this.#at -= this.#start;
    this.#end = kept;
    this.#start = 0;
  }

  /** Ends the unfinished reply at the place read up to. */
  finish(reply: Reply): Received {
    const received = new Received(reply, this.#bytes, this.#start, this.#at);
    this.#start = this.#at;
    return received;
  }

  /** All that came of the unfinished reply. */
  rest(): Uint8Array {
    return this.#bytes.subarray(this.#start, this.#end);
  }

  checkReplySize(): void {
    if (this.#end - this.#start > this.#limits.replyBytesMax) {
      throw new Malformed(`reply is over the limit of ${this.#limits.replyBytesMax} bytes`);
    }
  }

  /** Finds the next line; gives its first byte, or `undefined` when the line has not ended. */
  findLine(): number | undefined {
    const bytes = this.#bytes;
    const last = Math.min(this.#end, this.#at + this.#limits.lineBytesMax + 2);
    for (let i = this.#at; i < last; i++) {
      if (bytes[i] !== CR) continue;
      if (i + 1 >= this.#end) return undefined;
      if (bytes[i + 1] !== LF) throw new Malformed('CR without LF');
      this.#lineEnd = i;
      return bytes[this.#at];
    }
    if (this.#end - this.#at > this.#limits.lineBytesMax) {
      throw new Malformed(`line is over the limit of ${this.#limits.lineBytesMax} bytes`);
    }
    return undefined;
  }

  /** What the line at hand says after its first byte. */
  line(): ByteString {
    return this.#bytes.toString('latin1', this.#at + 1, this.#lineEnd);
  }

  /** The integer that the line spells; `undefined` if none. */
  integer(): number | bigint | undefined {
    return parseInteger(this.#bytes, this.#at + 1, this.#lineEnd);
  }

  /** Whether the line is its first byte and a question mark: a length that is not announced. */
  isOpenEnded(): boolean {
    return this.#lineEnd === this.#at + 2 && this.#bytes[this.#at + 1] === QUESTION_MARK;
  }

  /** Moves past the line. */
  skipLine(): void {
    this.#at = this.#lineEnd + 2;
  }

  /** The `length` bytes after the line, once they and their line break are here; then moves past them. */
  counted(length: number): ByteString | undefined {
    if (length > this.#limits.bulkBytesMax) {
      const limit = this.#limits.bulkBytesMax;
      throw new Malformed(`${length} bytes announced, over the limit of ${limit}`);
    }
    const from = this.#lineEnd + 2;
    const to = from + length;
    if (this.#end < to + 2) return undefined;
    if (this.#bytes[to] !== CR || this.#bytes[to + 1] !== LF) {
      throw new Malformed(`${length} bytes announced, and no line break after them`);
    }
    this.#at = to + 2;
    return this.#bytes.toString('latin1', from, to);
  }
}
