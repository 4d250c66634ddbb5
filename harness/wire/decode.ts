/**
 * Bytes to replies, however the network cuts them.
 *
 * A `Decoder` keeps the bytes of an unfinished reply and a stack of its open aggregates, so each
 * byte is looked at once. It never throws at a server: bytes that are not RESP, or that go over a
 * limit, come out as one last `malformed` arrival, because that is something the server did.
 */
import { isBigNumber, isDouble, parseInteger } from './number.ts';
import type { ByteString, Pair, Reply } from './reply.ts';

export type Arrival =
  /** `raw` is the exact wire form: a view, no copy is made for it. */
  | { readonly kind: 'reply'; readonly reply: Reply; readonly raw: Uint8Array }
  | { readonly kind: 'malformed'; readonly problem: string; readonly raw: Uint8Array };

export interface DecoderLimits {
  /** Longest bulk string, blob error or verbatim string. */
  readonly bulkBytesMax: number;
  /** Longest status, error, number or length line. */
  readonly lineBytesMax: number;
  /** Deepest nesting of aggregates. */
  readonly depthMax: number;
  /** Bytes of one whole reply. */
  readonly replyBytesMax: number;
}

export const DECODER_LIMITS: DecoderLimits = {
  // Redis' own proto-max-bulk-len, less what V8 cannot hold in one string.
  bulkBytesMax: 512 * 1024 * 1024 - 64,
  lineBytesMax: 64 * 1024,
  depthMax: 128,
  replyBytesMax: 1024 * 1024 * 1024,
};

type Collection = 'array' | 'set' | 'push' | 'map' | 'attributes' | 'chunks';

/** An aggregate whose end has not arrived. */
interface Open {
  readonly type: Collection;
  /** Elements still to come; `Infinity` until the end marker of a streamed one. */
  missing: number;
  readonly items: Reply[];
  /** Attributes that precede the aggregate itself. */
  readonly attributes: readonly Pair[] | undefined;
}

const CR = 13;
const LF = 10;
const NOTHING = Buffer.alloc(0);

class Malformed extends Error {}

export class Decoder {
  readonly #limits: DecoderLimits;
  /** The bytes from the start of the unfinished reply on; `#end` of them are filled. */
  #bytes: Buffer = NOTHING;
  #end = 0;
  /** The next byte to look at, counted from the start of the unfinished reply. */
  #at = 0;
  #open: Open[] = [];
  /** Attributes read and waiting for the value that they precede. */
  #attributes: readonly Pair[] | undefined;
  #broken = false;

  constructor(limits: Partial<DecoderLimits> = {}) {
    this.#limits = { ...DECODER_LIMITS, ...limits };
  }

  /** Whether a reply has begun and not ended. */
  get unfinished(): boolean {
    return this.#end > 0;
  }

  /** Takes the next bytes and gives what they complete. After a `malformed` arrival it takes no more. */
  push(chunk: Buffer): Arrival[] {
    const arrivals: Arrival[] = [];
    if (this.#broken) return arrivals;
    this.#append(chunk);
    try {
      for (let reply = this.#read(); reply !== undefined; reply = this.#read()) {
        arrivals.push({ kind: 'reply', reply, raw: this.#bytes.subarray(0, this.#at) });
        this.#dropRead();
      }
      this.#checkReplySize();
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.#broken = true;
      arrivals.push({
        kind: 'malformed',
        problem: `${error.message} (byte ${this.#at} of the reply)`,
        raw: this.#bytes.subarray(0, this.#end),
      });
    }
    return arrivals;
  }

  #append(chunk: Buffer): void {
    if (this.#end === 0) {
      this.#bytes = chunk;
      this.#end = chunk.length;
      return;
    }
    const end = this.#end + chunk.length;
    if (end > this.#bytes.length) {
      const grown = Buffer.allocUnsafe(Math.max(end, this.#bytes.length * 2));
      this.#bytes.copy(grown, 0, 0, this.#end);
      this.#bytes = grown;
    }
    chunk.copy(this.#bytes, this.#end);
    this.#end = end;
  }

  /** Earlier replies keep views of the bytes before; only bytes after them are ever written. */
  #dropRead(): void {
    this.#bytes = this.#bytes.subarray(this.#at);
    this.#end -= this.#at;
    this.#at = 0;
  }

  #checkReplySize(): void {
    if (this.#end > this.#limits.replyBytesMax) {
      throw new Malformed(`reply is over the limit of ${this.#limits.replyBytesMax} bytes`);
    }
  }

  /** The reply whose last byte is here; `undefined` when it is not. */
  #read(): Reply | undefined {
    while (this.#at < this.#end) {
      const value = this.#readValue();
      if (value === 'incomplete') return undefined;
      if (value === 'opened') continue;
      const whole = this.#close(value);
      if (whole !== undefined) return whole;
    }
    return undefined;
  }

  /** Puts a value where it belongs; gives the whole reply when that completed it. */
  #close(value: Reply): Reply | undefined {
    let closed: Reply = value;
    for (;;) {
      const top = this.#open.at(-1);
      if (top === undefined) return closed;
      top.items.push(closed);
      top.missing -= 1;
      if (top.missing > 0) return undefined;
      this.#open.pop();
      if (top.type === 'attributes') {
        this.#attributes = pairs(top.items);
        return undefined;
      }
      closed = this.#aggregate(top, false);
    }
  }

  #aggregate(open: Open, streamed: boolean): Reply {
    const extras = {
      ...(streamed ? { streamed: true as const } : {}),
      ...(open.attributes === undefined ? {} : { attributes: open.attributes }),
    };
    switch (open.type) {
      case 'map':
        if (open.items.length % 2 === 1) throw new Malformed('map ends after a key');
        return { type: 'map', entries: pairs(open.items), ...extras };
      case 'chunks':
        return { type: 'bulk', text: open.items.map(chunkText).join(''), ...extras };
      case 'attributes':
        throw new Malformed('attributes cannot be streamed');
      default:
        return { type: open.type, items: open.items, ...extras };
    }
  }

  #readValue(): Reply | 'incomplete' | 'opened' {
    const lineEnd = this.#lineEnd();
    if (lineEnd < 0) return 'incomplete';
    const bytes = this.#bytes;
    const sigil = bytes[this.#at];
    const from = this.#at + 1;
    const insideChunks = this.#open.at(-1)?.type === 'chunks';
    if (insideChunks && sigil !== 0x3b) throw new Malformed('streamed string needs a ; chunk here');
    switch (sigil) {
      case 0x2b: // +
        return this.#simple({ type: 'status', text: this.#line(from, lineEnd) }, lineEnd);
      case 0x2d: // -
        return this.#simple({ type: 'error', text: this.#line(from, lineEnd) }, lineEnd);
      case 0x3a: // :
        return this.#simple({ type: 'integer', value: this.#integer(from, lineEnd) }, lineEnd);
      case 0x5f: // _
        if (lineEnd !== from) throw new Malformed('null carries text');
        return this.#simple({ type: 'null', sentAs: '_' }, lineEnd);
      case 0x23: // #
        return this.#simple({ type: 'boolean', value: this.#boolean(from, lineEnd) }, lineEnd);
      case 0x2c: // ,
        return this.#simple({ type: 'double', text: this.#double(from, lineEnd) }, lineEnd);
      case 0x28: // (
        return this.#simple({ type: 'big', text: this.#bigNumber(from, lineEnd) }, lineEnd);
      case 0x24: // $
        return this.#bulk(from, lineEnd);
      case 0x3d: // =
      case 0x21: // !
        return this.#blob(sigil === 0x21 ? 'error' : 'verbatim', from, lineEnd);
      case 0x2a: // *
        return this.#opens('array', from, lineEnd);
      case 0x7e: // ~
        return this.#opens('set', from, lineEnd);
      case 0x3e: // >
        return this.#opens('push', from, lineEnd);
      case 0x25: // %
        return this.#opens('map', from, lineEnd);
      case 0x7c: // |
        return this.#opens('attributes', from, lineEnd);
      case 0x3b: // ;
        return this.#chunk(from, lineEnd, insideChunks);
      case 0x2e: // .
        return this.#endMarker(from, lineEnd);
      default:
        throw new Malformed(
          `unknown reply type ${JSON.stringify(String.fromCharCode(sigil ?? 0))}`,
        );
    }
  }

  /** Where the CR of the line at `#at` stands; -1 when the line has not ended. */
  #lineEnd(): number {
    const bytes = this.#bytes;
    const last = Math.min(this.#end, this.#at + this.#limits.lineBytesMax + 2);
    for (let i = this.#at; i < last; i++) {
      if (bytes[i] !== CR) continue;
      if (i + 1 >= this.#end) return -1;
      if (bytes[i + 1] !== LF) throw new Malformed('CR without LF');
      return i;
    }
    if (this.#end - this.#at > this.#limits.lineBytesMax) {
      throw new Malformed(`line is over the limit of ${this.#limits.lineBytesMax} bytes`);
    }
    return -1;
  }

  #line(from: number, to: number): ByteString {
    return this.#bytes.toString('latin1', from, to);
  }

  /** A value that ends with its line. */
  #simple(reply: Reply, lineEnd: number): Reply {
    this.#at = lineEnd + 2;
    return this.#withAttributes(reply);
  }

  #withAttributes(reply: Reply): Reply {
    if (this.#attributes === undefined) return reply;
    const attributes = this.#attributes;
    this.#attributes = undefined;
    return { ...reply, attributes };
  }

  #integer(from: number, to: number): number | bigint {
    const value = parseInteger(this.#bytes, from, to);
    if (value === undefined) throw new Malformed(`not an integer: ${this.#quote(from, to)}`);
    return value;
  }

  #boolean(from: number, to: number): boolean {
    const word = this.#line(from, to);
    if (word !== 't' && word !== 'f')
      throw new Malformed(`not a boolean: ${this.#quote(from, to)}`);
    return word === 't';
  }

  #double(from: number, to: number): ByteString {
    const text = this.#line(from, to);
    if (!isDouble(text)) throw new Malformed(`not a double: ${this.#quote(from, to)}`);
    return text;
  }

  #bigNumber(from: number, to: number): ByteString {
    const text = this.#line(from, to);
    if (!isBigNumber(text)) throw new Malformed(`not a big number: ${this.#quote(from, to)}`);
    return text;
  }

  /** The length a line announces; -1 is RESP2's null, `?` (as `Infinity`) a streamed value. */
  #length(from: number, to: number, what: string): number {
    if (to === from + 1 && this.#bytes[from] === 0x3f) return Number.POSITIVE_INFINITY;
    const length = parseInteger(this.#bytes, from, to);
    if (typeof length !== 'number' || length < -1) {
      throw new Malformed(`not a length of ${what}: ${this.#quote(from, to)}`);
    }
    return length;
  }

  #bulk(from: number, lineEnd: number): Reply | 'incomplete' | 'opened' {
    const length = this.#length(from, lineEnd, 'a bulk string');
    if (length === -1) return this.#simple({ type: 'null', sentAs: '$-1' }, lineEnd);
    if (length === Number.POSITIVE_INFINITY) return this.#opened('chunks', length, lineEnd);
    const text = this.#counted(length, lineEnd);
    return text === undefined ? 'incomplete' : this.#withAttributes({ type: 'bulk', text });
  }

  #blob(type: 'error' | 'verbatim', from: number, lineEnd: number): Reply | 'incomplete' {
    const length = this.#length(from, lineEnd, `a ${type}`);
    if (length < 0 || length === Number.POSITIVE_INFINITY) {
      throw new Malformed(`not a length of a ${type}: ${this.#quote(from, lineEnd)}`);
    }
    const text = this.#counted(length, lineEnd);
    if (text === undefined) return 'incomplete';
    if (type === 'error') return this.#withAttributes({ type, text, blob: true });
    if (text[3] !== ':') throw new Malformed('verbatim string without a format');
    return this.#withAttributes({ type, format: text.slice(0, 3), text: text.slice(4) });
  }

  /** The `length` bytes after the line, once they and their line break are here; then moves past them. */
  #counted(length: number, lineEnd: number): ByteString | undefined {
    if (length > this.#limits.bulkBytesMax) {
      throw new Malformed(
        `${length} bytes announced, over the limit of ${this.#limits.bulkBytesMax}`,
      );
    }
    const from = lineEnd + 2;
    const to = from + length;
    if (this.#end < to + 2) return undefined;
    if (this.#bytes[to] !== CR || this.#bytes[to + 1] !== LF) {
      throw new Malformed(`${length} bytes announced, and no line break after them`);
    }
    this.#at = to + 2;
    return this.#bytes.toString('latin1', from, to);
  }

  #opens(type: Collection, from: number, lineEnd: number): Reply | 'opened' {
    const count = this.#length(from, lineEnd, type);
    if (count === -1) {
      if (type !== 'array') throw new Malformed(`${type} of length -1`);
      return this.#simple({ type: 'null', sentAs: '*-1' }, lineEnd);
    }
    if (count === 0 && type !== 'attributes') {
      const empty: Open = { type, missing: 0, items: [], attributes: this.#takeAttributes() };
      this.#at = lineEnd + 2;
      return this.#aggregate(empty, false);
    }
    return this.#opened(type, type === 'map' || type === 'attributes' ? count * 2 : count, lineEnd);
  }

  #opened(type: Collection, missing: number, lineEnd: number): 'opened' {
    if (this.#open.length >= this.#limits.depthMax) {
      throw new Malformed(`nested deeper than the limit of ${this.#limits.depthMax}`);
    }
    if (type === 'attributes' && missing === Number.POSITIVE_INFINITY) {
      throw new Malformed('attributes cannot be streamed');
    }
    this.#at = lineEnd + 2;
    if (missing > 0) {
      this.#open.push({ type, missing, items: [], attributes: this.#takeAttributes() });
    }
    return 'opened';
  }

  #takeAttributes(): readonly Pair[] | undefined {
    const attributes = this.#attributes;
    this.#attributes = undefined;
    return attributes;
  }

  #chunk(from: number, lineEnd: number, insideChunks: boolean): Reply | 'incomplete' | 'opened' {
    if (!insideChunks) throw new Malformed('; chunk outside of a streamed string');
    const length = this.#length(from, lineEnd, 'a chunk');
    if (length < 0 || length === Number.POSITIVE_INFINITY) {
      throw new Malformed(`not a length of a chunk: ${this.#quote(from, lineEnd)}`);
    }
    if (length === 0) {
      this.#at = lineEnd + 2;
      return this.#endOfStream();
    }
    const text = this.#counted(length, lineEnd);
    return text === undefined ? 'incomplete' : { type: 'bulk', text };
  }

  #endMarker(from: number, lineEnd: number): Reply {
    if (lineEnd !== from) throw new Malformed('end marker carries text');
    const top = this.#open.at(-1);
    if (top?.missing !== Number.POSITIVE_INFINITY) {
      throw new Malformed('end marker outside of a streamed aggregate');
    }
    this.#at = lineEnd + 2;
    return this.#endOfStream();
  }

  #endOfStream(): Reply {
    const open = this.#open.pop();
    if (open === undefined) throw new Malformed('end of a stream that did not begin');
    return this.#aggregate(open, true);
  }

  #quote(from: number, to: number): string {
    return JSON.stringify(this.#line(from, Math.min(to, from + 40)));
  }
}

function pairs(items: readonly Reply[]): Pair[] {
  const entries: Pair[] = [];
  for (let i = 0; i + 1 < items.length; i += 2) {
    entries.push([items[i] as Reply, items[i + 1] as Reply]);
  }
  return entries;
}

function chunkText(chunk: Reply): ByteString {
  return chunk.type === 'bulk' ? chunk.text : '';
}
