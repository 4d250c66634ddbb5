/** `start end [BYTE | BIT]`: a range of a string as arguments, and the bits that it takes. */
import { refuse, SYNTAX_ERROR } from '../../errors.ts';

/** The whole string where nothing is said. */
export interface BitRange {
  readonly start: number;
  readonly end: number;
  readonly unit: 'BYTE' | 'BIT';
}

export function unitOf(text: string): 'BYTE' | 'BIT' {
  return text === 'BYTE' || text === 'BIT' ? text : refuse(SYNTAX_ERROR);
}

/** The first and the last bit that a range takes of so many bytes; `undefined` when it takes none. */
export function bitsWithin(
  { start, end, unit }: BitRange,
  byteCount: number,
): { readonly first: number; readonly last: number } | undefined {
  const size = unit === 'BIT' ? byteCount * 8 : byteCount;
  const from = Math.max(0, start < 0 ? size + start : start);
  const to = Math.min(size - 1, Math.max(0, end < 0 ? size + end : end));
  if (from > to) return undefined;
  return unit === 'BIT' ? { first: from, last: to } : { first: from * 8, last: to * 8 + 7 };
}
