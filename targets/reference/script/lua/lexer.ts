/** Lua 5.1's tokens. The source is bytes; positions are lines, as messages need no more. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { shownName } from './chunk-name.ts';
import { LuaError } from './error.ts';
import { parseNumber } from './number-text.ts';
import { KEYWORDS, type Token } from './token.ts';

const KEYWORD_SET: ReadonlySet<string> = new Set(KEYWORDS);
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
// As Lua reads it: malformed ones are taken whole, to be refused.
const NUMERAL = /\.?[0-9][0-9.]*(?:[eE][+-]?)?[A-Za-z0-9_]*/y;
const SYMBOL = /\.\.\.|\.\.|==|~=|<=|>=|[\s\S]/y;
const BLANKS = /[ \t\v\f]+/y;
const LINE_BREAK = /\r\n|\n\r|\n|\r/y;
const LONG_OPENING = /\[=*/y;
const PLAIN_STRING_PART = /[^\\"'\n\r]+/y;
const DECIMAL_ESCAPE = /[0-9]{1,3}/y;
const BYTE_MAX = 255;

const ESCAPES: Readonly<Record<string, ByteString>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

export class Lexer {
  line = 1;
  private at = 0;
  private readonly source: ByteString;
  private readonly chunk: ByteString;

  constructor(source: ByteString, chunkName: ByteString) {
    this.source = source;
    this.chunk = shownName(chunkName);
  }

  /** The error at the current line; `near` is left out where Lua leaves it out. */
  error(problem: ByteString, near?: ByteString): LuaError {
    // Lua formats it with C strings: what follows a NUL is not seen.
    const [seen] = (near ?? '').split('\0', 1);
    const suffix = near === undefined ? '' : ` near '${seen}'`;
    return new LuaError(`${this.chunk}:${this.line}: ${problem}${suffix}`);
  }

  next(): Token {
    this.skipBlanks();
    const first = this.source[this.at];
    if (first === undefined) return this.symbol('<eof>');
    const name = this.take(NAME);
    if (name !== undefined) {
      return KEYWORD_SET.has(name) ? this.symbol(name) : this.token('<name>', name, name);
    }
    const numeral = this.take(NUMERAL);
    if (numeral !== undefined) return this.number(numeral);
    if (first === '"' || first === "'") return this.quoted(first);
    if (first === '[') {
      const level = this.longLevel();
      if (level !== undefined) return this.longString(level);
    }
    const symbol = this.take(SYMBOL) ?? '';
    // biome-ignore lint/suspicious/noControlCharactersInRegex: Lua names control characters by their code.
    const shown = /^[\x00-\x1f\x7f]$/.test(symbol) ? `char(${symbol.charCodeAt(0)})` : symbol;
    return this.token(symbol, symbol, shown);
  }

  private token(kind: ByteString, text: ByteString, shown: ByteString): Token {
    return { kind, text, number: 0, shown, line: this.line };
  }

  private symbol(kind: ByteString): Token {
    return this.token(kind, kind, kind);
  }

  private number(text: ByteString): Token {
    const number = parseNumber(text);
    if (number === undefined) throw this.error('malformed number', text);
    return { ...this.token('<number>', text, text), number };
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private skipBlanks(): void {
    for (;;) {
      if (this.take(BLANKS) !== undefined) continue;
      if (this.take(LINE_BREAK) !== undefined) this.line++;
      else if (this.source.startsWith('--', this.at)) this.skipComment();
      else return;
    }
  }

  private skipComment(): void {
    this.at += 2;
    if (this.source[this.at] === '[') {
      const start = this.at;
      const opening = this.take(LONG_OPENING) ?? '';
      if (this.source[this.at] === '[') {
        this.readLong(opening.length - 1, 'comment');
        return;
      }
      this.at = start;
    }
    while (this.at < this.source.length && !/[\n\r]/.test(this.source[this.at] ?? '')) this.at++;
  }

  /** The number of `=` in an opening like `[==[`; nothing when it is a bracket only. */
  private longLevel(): number | undefined {
    const start = this.at;
    const opening = this.take(LONG_OPENING) ?? '';
    if (this.source[this.at] === '[') return opening.length - 1;
    if (opening !== '[') throw this.error('invalid long string delimiter', opening);
    this.at = start;
    return undefined;
  }

  private longString(level: number): Token {
    const text = this.readLong(level, 'string');
    const bars = '='.repeat(level);
    return this.token('<string>', text, `[${bars}[${text}]${bars}]`);
  }

  /** Reads from the second bracket of the opening; the first line break is not part of it. */
  private readLong(level: number, what: 'string' | 'comment'): ByteString {
    const bars = '='.repeat(level);
    const closing = `]${bars}]`;
    const parts: string[] = [];
    this.at++;
    if (this.take(LINE_BREAK) !== undefined) this.line++;
    for (;;) {
      const char = this.source[this.at];
      if (char === undefined) throw this.error(`unfinished long ${what}`, '<eof>');
      if (char === ']' && this.source.startsWith(closing, this.at)) break;
      if (this.take(LINE_BREAK) !== undefined) {
        this.line++;
        parts.push('\n');
      } else {
        parts.push(char);
        this.at++;
      }
    }
    this.at += closing.length;
    return parts.join('');
  }

  private quoted(quote: ByteString): Token {
    let text = '';
    this.at++;
    for (;;) {
      const part = this.take(PLAIN_STRING_PART);
      if (part !== undefined) text += part;
      const char = this.source[this.at];
      if (char === undefined) throw this.error('unfinished string', '<eof>');
      if (char === '\n' || char === '\r') throw this.error('unfinished string', quote + text);
      this.at++;
      if (char === quote) break;
      text += char === '\\' ? this.escape(quote + text) : char;
    }
    return this.token('<string>', text, quote + text + quote);
  }

  private escape(soFar: ByteString): ByteString {
    if (this.take(LINE_BREAK) !== undefined) {
      this.line++;
      return '\n';
    }
    const code = this.take(DECIMAL_ESCAPE);
    if (code !== undefined) {
      if (Number(code) > BYTE_MAX) throw this.error('escape sequence too large', soFar);
      return String.fromCharCode(Number(code));
    }
    const char = this.source[this.at];
    // The end of the source is found by who reads on.
    if (char === undefined) return '';
    this.at++;
    return ESCAPES[char] ?? char;
  }
}
