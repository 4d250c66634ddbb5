/** JSON text to tokens, with the leniency of cjson: hexadecimal numbers, infinities and NaN count. */
import type { ByteString } from '../../../../../harness/wire/reply.ts';
import { leadingDouble } from './leading-double.ts';

export type Token =
  | { readonly kind: 'string'; readonly at: number; readonly value: ByteString }
  | { readonly kind: 'number'; readonly at: number; readonly value: number }
  | { readonly kind: 'boolean'; readonly at: number; readonly value: boolean }
  | { readonly kind: 'error'; readonly at: number; readonly why: string }
  | {
      readonly kind:
        | 'object begin'
        | 'object end'
        | 'array begin'
        | 'array end'
        | 'comma'
        | 'colon'
        | 'null'
        | 'end';
      readonly at: number;
    };

const PUNCTUATION = {
  '{': 'object begin',
  '}': 'object end',
  '[': 'array begin',
  ']': 'array end',
  ',': 'comma',
  ':': 'colon',
} as const;

/** Reads one token after the other. Places count from 0. */
export class Tokens {
  readonly #text: ByteString;
  readonly #decodeInvalid: boolean;
  #at = 0;

  constructor(text: ByteString, decodeInvalid: boolean) {
    this.#text = text;
    this.#decodeInvalid = decodeInvalid;
  }

  next(): Token {
    while (isBlank(this.#text.charCodeAt(this.#at))) this.#at += 1;
    const at = this.#at;
    const char = this.#text[at];
    // A zero byte ends the text, as it ends every string in C.
    if (char === undefined || char === '\0') return { kind: 'end', at };
    if (char in PUNCTUATION) {
      this.#at += 1;
      return { kind: PUNCTUATION[char as keyof typeof PUNCTUATION], at };
    }
    if (char === '"') return this.#string(at);
    return this.#numberOrWord(at);
  }

  #numberOrWord(at: number): Token {
    const rest = this.#text.slice(at, at + LONGEST_MARK);
    const isUnusual = UNUSUAL_NUMBER.test(rest);
    if (/^[-0-9]/.test(rest)) {
      if (isUnusual && !this.#decodeInvalid) return { kind: 'error', at, why: 'invalid number' };
      return this.#number(at);
    }
    for (const [word, token] of WORDS) {
      if (!rest.startsWith(word)) continue;
      this.#at += word.length;
      return token(at);
    }
    if (isUnusual && this.#decodeInvalid) return this.#number(at);
    return { kind: 'error', at, why: 'invalid token' };
  }

  #number(at: number): Token {
    const number = leadingDouble(this.#text, at);
    if (number === undefined) return { kind: 'error', at, why: 'invalid number' };
    this.#at = number.end;
    return { kind: 'number', at, value: number.value };
  }

  #string(start: number): Token {
    const text = this.#text;
    let value = '';
    let at = start + 1;
    for (;;) {
      const from = at;
      while (!isSpecial(text.charCodeAt(at))) at += 1;
      value += text.slice(from, at);
      const char = text[at];
      if (char === '"') break;
      if (char !== '\\') return { kind: 'error', at, why: 'unexpected end of string' };
      const escaped = escapeAt(text, at);
      if (typeof escaped === 'string') return { kind: 'error', at, why: escaped };
      value += escaped.bytes;
      at = escaped.end;
    }
    this.#at = at + 1;
    return { kind: 'string', at: start, value };
  }
}

// `-infinity` is decided by its first four characters.
const LONGEST_MARK = 5;

/** What strtod reads and JSON does not know: a plus, hexadecimal, a leading zero, infinity, NaN. */
const UNUSUAL_NUMBER = /^(?:\+|-?(?:0[xX0-9]|inf|nan))/i;

const WORDS: readonly (readonly [string, (at: number) => Token])[] = [
  ['true', (at) => ({ kind: 'boolean', at, value: true })],
  ['false', (at) => ({ kind: 'boolean', at, value: false })],
  ['null', (at) => ({ kind: 'null', at })],
];

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}

/** The quote, the backslash, a zero byte, and the end of the text, where there is NaN. */
function isSpecial(code: number): boolean {
  return code === 34 || code === 92 || !(code > 0);
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** The bytes that an escape stands for, or why it is none. */
function escapeAt(text: ByteString, at: number): { bytes: ByteString; end: number } | string {
  const kind = text[at + 1] ?? '';
  if (kind === 'u') return unicodeAt(text, at);
  const bytes = SIMPLE_ESCAPES[kind];
  return bytes === undefined ? 'invalid escape code' : { bytes, end: at + 2 };
}

const INVALID_UNICODE = 'invalid unicode escape code';

function unicodeAt(text: ByteString, at: number): { bytes: ByteString; end: number } | string {
  const code = hexAt(text, at + 2);
  if (code === undefined || (code & 0xfc00) === 0xdc00) return INVALID_UNICODE;
  if ((code & 0xfc00) !== 0xd800) return { bytes: utf8(code), end: at + 6 };
  const low = text.startsWith('\\u', at + 6) ? hexAt(text, at + 8) : undefined;
  if (low === undefined || (low & 0xfc00) !== 0xdc00) return INVALID_UNICODE;
  return { bytes: utf8(0x10000 + ((code & 0x3ff) << 10) + (low & 0x3ff)), end: at + 12 };
}

function hexAt(text: ByteString, at: number): number | undefined {
  const digits = text.slice(at, at + 4);
  return /^[0-9a-fA-F]{4}$/.test(digits) ? Number.parseInt(digits, 16) : undefined;
}

function utf8(code: number): ByteString {
  return Buffer.from(String.fromCodePoint(code), 'utf8').toString('latin1');
}
