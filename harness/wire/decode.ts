/**
 * Bytes to replies, however the network cuts them.
 *
 * A `Decoder` keeps the bytes of an unfinished reply (in its `Input`) and a stack of its open
 * aggregates, so each byte is looked at once. It never throws at a server: bytes that are not RESP,
 * or that go over a limit, come out as one last `malformed` arrival, because that is something the
 * server did.
 */
import { Input, type InputLimits, Malformed } from './input.ts';
import { isBigNumber, isDouble } from './number.ts';
import type { ByteString, Pair, Reply } from './reply.ts';

export type Arrival =
  /** `raw` is the exact wire form: a view, no copy is made for it. */
  | { readonly kind: 'reply'; readonly reply: Reply; readonly raw: Uint8Array }
  | { readonly kind: 'malformed'; readonly problem: string; readonly raw: Uint8Array };

export interface DecoderLimits extends InputLimits {
  /** Deepest nesting of aggregates. */
  readonly depthMax: number;
  /** Values in one whole reply, which weigh more as objects than as bytes. */
  readonly elementsMax: number;
}

export const DECODER_LIMITS: DecoderLimits = {
  // Redis' own proto-max-bulk-len, less what V8 cannot hold in one string.
  bulkBytesMax: 512 * 1024 * 1024 - 64,
  lineBytesMax: 64 * 1024,
  depthMax: 128,
  replyBytesMax: 1024 * 1024 * 1024,
  // Some hundred megabytes of heap; a gigabyte of `:1` would be a quarter of a billion objects.
  elementsMax: 4 * 1024 * 1024,
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

/** What the bytes at hand came to: a value, the beginning of one, or not yet a whole line or string. */
type Step = Reply | 'incomplete' | 'opened';

export class Decoder {
  readonly #input: Input;
  readonly #limits: DecoderLimits;
  #open: Open[] = [];
  /** Values read of the unfinished reply. */
  #elements = 0;
  /** Attributes read and waiting for the value that they precede. */
  #attributes: readonly Pair[] | undefined;
  #broken = false;

  constructor(limits: Partial<DecoderLimits> = {}) {
    this.#limits = { ...DECODER_LIMITS, ...limits };
    this.#input = new Input(this.#limits);
  }

  /** Whether a reply has begun and not ended. */
  get unfinished(): boolean {
    return this.#input.unfinished;
  }

  /** Takes the next bytes and gives what they complete. After a `malformed` arrival it takes no more. */
  push(chunk: Buffer): Arrival[] {
    const arrivals: Arrival[] = [];
    if (this.#broken) return arrivals;
    this.#input.append(chunk);
    try {
      for (let reply = this.#read(); reply !== undefined; reply = this.#read()) {
        arrivals.push(this.#input.finish(reply));
        this.#elements = 0;
      }
      this.#input.checkReplySize();
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.#broken = true;
      arrivals.push({
        kind: 'malformed',
        problem: `${error.message} (byte ${this.#input.read} of the reply)`,
        raw: this.#input.rest(),
      });
    }
    return arrivals;
  }

  /** The reply whose last byte is here; `undefined` when it is not. */
  #read(): Reply | undefined {
    while (!this.#input.exhausted) {
      const value = this.#value();
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
      this.#countElement();
      if (top.missing > 0) return undefined;
      this.#open.pop();
      if (top.type === 'attributes') {
        this.#attributes = pairs(top.items);
        return undefined;
      }
      closed = aggregate(top, false);
    }
  }

  #countElement(): void {
    this.#elements += 1;
    if (this.#elements > this.#limits.elementsMax) {
      throw new Malformed(`more values than the limit of ${this.#limits.elementsMax}`);
    }
  }

  #value(): Step {
    const input = this.#input;
    const sigil = input.findLine();
    if (sigil === undefined) return 'incomplete';
    const insideChunks = this.#open.at(-1)?.type === 'chunks';
    if (insideChunks && sigil !== 0x3b) throw new Malformed('streamed string needs a ; chunk here');
    switch (sigil) {
      case 0x2b: // +
        return this.#simple({ type: 'status', text: input.line() });
      case 0x2d: // -
        return this.#simple({ type: 'error', text: input.line() });
      case 0x3a: // :
        return this.#simple({ type: 'integer', value: this.#integer() });
      case 0x5f: // _
        if (input.line() !== '') throw new Malformed('null carries text');
        return this.#simple({ type: 'null', sentAs: '_' });
      case 0x23: // #
        return this.#simple({ type: 'boolean', value: this.#boolean() });
      case 0x2c: // ,
        return this.#simple({ type: 'double', text: this.#text(isDouble, 'a double') });
      case 0x28: // (
        return this.#simple({ type: 'big', text: this.#text(isBigNumber, 'a big number') });
      case 0x24: // $
        return this.#bulk();
      case 0x3d: // =
        return this.#verbatim();
      case 0x21: // !
        return this.#blobError();
      case 0x2a: // *
        return this.#opens('array');
      case 0x7e: // ~
        return this.#opens('set');
      case 0x3e: // >
        return this.#opens('push');
      case 0x25: // %
        return this.#opens('map');
      case 0x7c: // |
        return this.#opens('attributes');
      case 0x3b: // ;
        return this.#chunk(insideChunks);
      case 0x2e: // .
        return this.#endMarker();
      default:
        throw new Malformed(`unknown reply type ${JSON.stringify(String.fromCharCode(sigil))}`);
    }
  }

  /** A value that ends with its line. */
  #simple(reply: Reply): Reply {
    this.#input.skipLine();
    return this.#withAttributes(reply);
  }

  #withAttributes(reply: Reply): Reply {
    return this.#attributes === undefined
      ? reply
      : { ...reply, attributes: this.#takeAttributes() as readonly Pair[] };
  }

  #takeAttributes(): readonly Pair[] | undefined {
    const attributes = this.#attributes;
    this.#attributes = undefined;
    return attributes;
  }

  #integer(): number | bigint {
    return this.#input.integer() ?? this.#isNot('an integer');
  }

  #boolean(): boolean {
    const word = this.#input.line();
    return word === 't' || (word !== 'f' && this.#isNot('a boolean'));
  }

  #text(fits: (text: ByteString) => boolean, what: string): ByteString {
    const text = this.#input.line();
    return fits(text) ? text : this.#isNot(what);
  }

  /** The length that the line announces, or `Infinity` for `?`; from `least` on. */
  #length(what: string, least: number): number {
    if (this.#input.isOpenEnded()) return Number.POSITIVE_INFINITY;
    const length = this.#input.integer();
    const counts = typeof length === 'number' && length >= least;
    return counts ? length : this.#isNot(`a length of ${what}`);
  }

  #finiteLength(what: string): number {
    const length = this.#length(what, 0);
    return length === Number.POSITIVE_INFINITY ? this.#isNot(`a length of ${what}`) : length;
  }

  #isNot(what: string): never {
    const said = this.#input.line().slice(0, QUOTED_MAX);
    throw new Malformed(`not ${what}: ${JSON.stringify(said)}`);
  }

  #bulk(): Step {
    const length = this.#length('a bulk string', -1);
    if (length === -1) return this.#simple({ type: 'null', sentAs: '$-1' });
    if (length === Number.POSITIVE_INFINITY) return this.#opened('chunks', length);
    const text = this.#input.counted(length);
    return text === undefined ? 'incomplete' : this.#withAttributes({ type: 'bulk', text });
  }

  #blobError(): Step {
    const text = this.#input.counted(this.#finiteLength('an error'));
    if (text === undefined) return 'incomplete';
    return this.#withAttributes({ type: 'error', text, blob: true });
  }

  #verbatim(): Step {
    const text = this.#input.counted(this.#finiteLength('a verbatim'));
    if (text === undefined) return 'incomplete';
    if (text[3] !== ':') throw new Malformed('verbatim string without a format');
    const [format, rest] = [text.slice(0, 3), text.slice(4)];
    return this.#withAttributes({ type: 'verbatim', format, text: rest });
  }

  #opens(type: Exclude<Collection, 'chunks'>): Step {
    const count = this.#length(type, -1);
    if (count === -1) {
      if (type !== 'array') throw new Malformed(`${type} of length -1`);
      return this.#simple({ type: 'null', sentAs: '*-1' });
    }
    return this.#opened(type, type === 'map' || type === 'attributes' ? count * 2 : count);
  }

  #opened(type: Collection, missing: number): Step {
    if (missing === 0) return this.#empty(type);
    if (this.#open.length >= this.#limits.depthMax) {
      throw new Malformed(`nested deeper than the limit of ${this.#limits.depthMax}`);
    }
    if (type === 'attributes' && missing === Number.POSITIVE_INFINITY) {
      throw new Malformed('attributes cannot be streamed');
    }
    this.#input.skipLine();
    this.#open.push({ type, missing, items: [], attributes: this.#takeAttributes() });
    return 'opened';
  }

  #empty(type: Collection): Step {
    this.#input.skipLine();
    // Attributes that say nothing leave those before them in place, and what they precede follows.
    if (type === 'attributes') return 'opened';
    return aggregate({ type, missing: 0, items: [], attributes: this.#takeAttributes() }, false);
  }

  #chunk(insideChunks: boolean): Step {
    if (!insideChunks) throw new Malformed('; chunk outside of a streamed string');
    const length = this.#finiteLength('a chunk');
    if (length === 0) return this.#endOfStream();
    const text = this.#input.counted(length);
    return text === undefined ? 'incomplete' : { type: 'bulk', text };
  }

  #endMarker(): Reply {
    if (this.#input.line() !== '') throw new Malformed('end marker carries text');
    if (this.#open.at(-1)?.missing !== Number.POSITIVE_INFINITY) {
      throw new Malformed('end marker outside of a streamed aggregate');
    }
    return this.#endOfStream();
  }

  #endOfStream(): Reply {
    this.#input.skipLine();
    return aggregate(this.#open.pop() as Open, true);
  }
}

/** As much of a wrong line as helps to see what is wrong. */
const QUOTED_MAX = 40;

function aggregate({ type, items, attributes }: Open, streamed: boolean): Reply {
  const plain = collected(type, items);
  // Nearly always so, and spreading two empty objects took longer than all the rest.
  if (!streamed && attributes === undefined) return plain;
  return {
    ...plain,
    ...(streamed ? { streamed: true as const } : {}),
    ...(attributes === undefined ? {} : { attributes }),
  };
}

type Collected = Extract<Reply, { items: unknown } | { entries: unknown } | { type: 'bulk' }>;

function collected(type: Collection, items: readonly Reply[]): Collected {
  switch (type) {
    case 'map':
      if (items.length % 2 === 1) throw new Malformed('map ends after a key');
      return { type, entries: pairs(items) };
    case 'chunks':
      return { type: 'bulk', text: items.map(chunkText).join('') };
    case 'attributes':
      throw new Error('attributes are no reply of their own');
    default:
      return { type, items };
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
