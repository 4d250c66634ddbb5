/**
 * Patterns of KEYS, SCAN, PSUBSCRIBE and the like, on bytes: `*`, `?`, `[a-z]`, `[^a]`, `\` quotes.
 * Matching goes back only to the last `*`, so no pattern takes more than pattern × text steps.
 */
import type { ByteString } from '../../harness/wire/reply.ts';

type Token =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'rest' }
  | {
      readonly kind: 'class';
      readonly negated: boolean;
      readonly ranges: readonly (readonly [number, number])[];
    };

/** A question about a text: does it match the pattern? */
export function compileGlob(
  pattern: ByteString,
  { ignoreCase = false }: { ignoreCase?: boolean } = {},
): (text: ByteString) => boolean {
  if (pattern === '*') return () => true;
  const tokens = tokensOf(ignoreCase ? pattern.toLowerCase() : pattern);
  return (text) => matches(tokens, ignoreCase ? text.toLowerCase() : text);
}

function matches(tokens: readonly Token[], text: ByteString): boolean {
  let token = 0;
  let char = 0;
  let star = -1;
  let starChar = 0;
  while (char < text.length) {
    const current = tokens[token];
    if (current?.kind === 'rest') {
      star = token;
      starChar = char;
      token += 1;
    } else if (current !== undefined && accepts(current, text, char)) {
      token += 1;
      char += 1;
    } else if (star >= 0) {
      starChar += 1;
      char = starChar;
      token = star + 1;
    } else {
      return false;
    }
  }
  while (tokens[token]?.kind === 'rest') token += 1;
  return token === tokens.length;
}

function accepts(token: Token, text: ByteString, index: number): boolean {
  switch (token.kind) {
    case 'char':
      return text[index] === token.char;
    case 'class': {
      const code = text.charCodeAt(index);
      return token.ranges.some(([from, to]) => from <= code && code <= to) !== token.negated;
    }
    case 'any':
    case 'rest':
      return true;
  }
}

function tokensOf(pattern: ByteString): Token[] {
  const tokens: Token[] = [];
  for (let index = 0; index < pattern.length; index += 1) {
    const char = pattern.charAt(index);
    if (char === '*') {
      if (tokens.at(-1)?.kind !== 'rest') tokens.push({ kind: 'rest' });
    } else if (char === '?') {
      tokens.push({ kind: 'any' });
    } else if (char === '[') {
      const { token, end } = classAt(pattern, index + 1);
      tokens.push(token);
      index = end;
    } else {
      if (char === '\\' && index + 1 < pattern.length) index += 1;
      tokens.push({ kind: 'char', char: pattern.charAt(index) });
    }
  }
  return tokens;
}

/** The class that starts behind a `[`; an unclosed one reaches to the end of the pattern. */
function classAt(pattern: ByteString, start: number): { token: Token; end: number } {
  const negated = pattern[start] === '^';
  const ranges: [number, number][] = [];
  let index = negated ? start + 1 : start;
  for (; index < pattern.length && pattern[index] !== ']'; index += 1) {
    if (pattern[index] === '\\' && index + 1 < pattern.length) {
      index += 1;
      ranges.push([pattern.charCodeAt(index), pattern.charCodeAt(index)]);
    } else if (pattern[index + 1] === '-' && index + 2 < pattern.length) {
      const [from, to] = [pattern.charCodeAt(index), pattern.charCodeAt(index + 2)];
      ranges.push([Math.min(from, to), Math.max(from, to)]);
      index += 2;
    } else {
      ranges.push([pattern.charCodeAt(index), pattern.charCodeAt(index)]);
    }
  }
  return { token: { kind: 'class', negated, ranges }, end: index };
}
