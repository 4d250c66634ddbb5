/**
 * Lua's patterns by backtracking. A pattern is read while it is matched, so a malformed one is
 * refused only when the matching comes to the bad place, as in Lua.
 */
import type { ByteString } from '../../../../../harness/wire/reply.ts';
import { isOfClass } from './char-class.ts';

const CAPTURES_MAX = 32;
const PERCENT = 0x25;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const CARET = 0x5e;
const NONE = -1;

interface Capture {
  readonly start: number;
  /** Still open while the matching is inside of it. */
  length: number | 'open' | 'position';
}

/** One text and one pattern; `matchAt` may be called again and again. */
export class Matcher {
  captures: Capture[] = [];
  private readonly text: ByteString;
  private readonly pattern: ByteString;
  private readonly error: (problem: ByteString) => Error;

  /** To Lua 5.1 a pattern ends at a NUL. */
  constructor(text: ByteString, pattern: ByteString, error: (problem: ByteString) => Error) {
    this.text = text;
    this.pattern = pattern.split('\0', 1)[0] ?? '';
    this.error = error;
  }

  /** The end of the match that starts just at `start`, or -1; the pattern is taken from `from` on. */
  matchAt(start: number, from: number): number {
    this.captures = [];
    return this.match(start, from);
  }

  /** The captures, or the whole match when there are none. */
  captured(start: number, end: number): (ByteString | number)[] {
    if (this.captures.length === 0) return [this.text.slice(start, end)];
    return this.captures.map((_, i) => this.capture(i));
  }

  capture(index: number): ByteString | number {
    const capture = this.captures[index];
    if (capture === undefined) throw this.error('invalid capture index');
    const { start, length } = capture;
    if (length === 'open') throw this.error('unfinished capture');
    return length === 'position' ? start + 1 : this.text.slice(start, start + length);
  }

  private match(start: number, from: number): number {
    let s = start;
    let p = from;
    for (;;) {
      if (p >= this.pattern.length) return s;
      const char = this.pattern[p];
      if (char === '(') return this.openCapture(s, p);
      if (char === ')') return this.closeCapture(s, p + 1);
      if (char === '$' && p + 1 === this.pattern.length) return s === this.text.length ? s : NONE;
      if (char === '%') {
        const next = this.pattern[p + 1];
        if (next === 'b' || next === 'f' || (next !== undefined && /\d/.test(next))) {
          const end = this.matchSpecial(s, p, next);
          if (end === NONE) return NONE;
          p = next === 'b' ? p + 4 : p + 2;
          if (next === 'f') p = this.itemEnd(p);
          s = end;
          continue;
        }
      }
      const end = this.itemEnd(p);
      const suffix = this.pattern[end];
      if (suffix === '*' || suffix === '+' || suffix === '-' || suffix === '?') {
        return this.repeat(s, { p, end, suffix });
      }
      if (!this.matchesItem(s, p, end)) return NONE;
      s++;
      p = end;
    }
  }

  private repeat(
    s: number,
    { p, end, suffix }: { p: number; end: number; suffix: string },
  ): number {
    if (suffix === '-') return this.repeatLazily(s, p, end);
    if (suffix === '?') {
      const after = this.matchesItem(s, p, end) ? this.match(s + 1, end + 1) : NONE;
      return after === NONE ? this.match(s, end + 1) : after;
    }
    const least = suffix === '+' ? 1 : 0;
    let count = 0;
    while (this.matchesItem(s + count, p, end)) count++;
    for (; count >= least; count--) {
      const after = this.match(s + count, end + 1);
      if (after !== NONE) return after;
    }
    return NONE;
  }

  private repeatLazily(start: number, p: number, end: number): number {
    for (let s = start; ; s++) {
      const after = this.match(s, end + 1);
      if (after !== NONE) return after;
      if (!this.matchesItem(s, p, end)) return NONE;
    }
  }

  private openCapture(s: number, p: number): number {
    if (this.captures.length >= CAPTURES_MAX) throw this.error('too many captures');
    const isPosition = this.pattern[p + 1] === ')';
    this.captures.push({ start: s, length: isPosition ? 'position' : 'open' });
    const end = this.match(s, isPosition ? p + 2 : p + 1);
    if (end === NONE) this.captures.pop();
    return end;
  }

  private closeCapture(s: number, p: number): number {
    const capture = this.captures.findLast(({ length }) => length === 'open');
    if (capture === undefined) throw this.error('invalid pattern capture');
    capture.length = s - capture.start;
    const end = this.match(s, p);
    if (end === NONE) capture.length = 'open';
    return end;
  }

  private matchSpecial(s: number, p: number, letter: string): number {
    if (letter === 'b') return this.matchBalance(s, p + 2);
    return letter === 'f' ? this.matchFrontier(s, p + 2) : this.matchBack(s, letter);
  }

  private matchBalance(s: number, p: number): number {
    const { text, pattern } = this;
    if (p + 1 >= pattern.length) throw this.error('unbalanced pattern');
    if (s >= text.length || text[s] !== pattern[p]) return NONE;
    let depth = 1;
    for (let at = s + 1; at < text.length; at++) {
      if (text[at] === pattern[p + 1]) {
        if (--depth === 0) return at + 1;
      } else if (text[at] === pattern[p]) depth++;
    }
    return NONE;
  }

  private matchFrontier(s: number, p: number): number {
    if (this.pattern[p] !== '[') throw this.error("missing '[' after '%f' in pattern");
    const end = this.itemEnd(p);
    const before = s === 0 ? 0 : this.text.charCodeAt(s - 1);
    const here = s < this.text.length ? this.text.charCodeAt(s) : 0;
    return !this.isInSet(before, p, end - 1) && this.isInSet(here, p, end - 1) ? s : NONE;
  }

  private matchBack(s: number, digit: string): number {
    const capture = this.captures[Number(digit) - 1];
    if (capture === undefined || capture.length === 'open') {
      throw this.error('invalid capture index');
    }
    if (capture.length === 'position') return NONE;
    const again = this.text.slice(capture.start, capture.start + capture.length);
    return this.text.startsWith(again, s) ? s + again.length : NONE;
  }

  /** Where a single item (a char, `%x` or a set) ends in the pattern. */
  private itemEnd(p: number): number {
    const { pattern } = this;
    const code = pattern.charCodeAt(p);
    if (code === PERCENT) {
      if (p + 1 >= pattern.length) throw this.error("malformed pattern (ends with '%')");
      return p + 2;
    }
    if (code !== OPEN_BRACKET) return p + 1;
    let at = pattern.charCodeAt(p + 1) === CARET ? p + 2 : p + 1;
    // A bracket in the first place is an element of the set.
    do {
      if (at >= pattern.length) throw this.error("malformed pattern (missing ']')");
      at += pattern.charCodeAt(at) === PERCENT && at + 1 < pattern.length ? 2 : 1;
    } while (pattern.charCodeAt(at) !== CLOSE_BRACKET);
    return at + 1;
  }

  private matchesItem(s: number, p: number, end: number): boolean {
    if (s >= this.text.length) return false;
    const byte = this.text.charCodeAt(s);
    const code = this.pattern.charCodeAt(p);
    if (code === PERCENT) return isOfClass(byte, this.pattern.charCodeAt(p + 1));
    if (code === OPEN_BRACKET) return this.isInSet(byte, p, end - 1);
    return code === byte || code === DOT;
  }

  /** `p` is at the opening bracket, `last` at the closing one. */
  private isInSet(byte: number, p: number, last: number): boolean {
    const { pattern } = this;
    const isComplement = pattern.charCodeAt(p + 1) === CARET;
    for (let at = isComplement ? p + 2 : p + 1; at < last; at++) {
      const code = pattern.charCodeAt(at);
      if (code === PERCENT) {
        at++;
        if (isOfClass(byte, pattern.charCodeAt(at))) return !isComplement;
      } else if (pattern.charCodeAt(at + 1) === DASH && at + 2 < last) {
        if (code <= byte && byte <= pattern.charCodeAt(at + 2)) return !isComplement;
        at += 2;
      } else if (code === byte) return !isComplement;
    }
    return isComplement;
  }
}

const DOT = 0x2e;
const DASH = 0x2d;
