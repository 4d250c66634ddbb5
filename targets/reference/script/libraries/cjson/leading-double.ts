/** C's strtod: the longest number at a place in a text. */
import type { ByteString } from '../../../../../harness/wire/reply.ts';
import { parseNumber } from '../../lua/number-text.ts';

const NUMBER =
  /[+-]?(?:0x(?:[\da-f]+\.?[\da-f]*|\.[\da-f]+)(?:p[+-]?\d+)?|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?|nan(?:\(\w*\))?)/iy;

export function leadingDouble(
  text: ByteString,
  at: number,
): { readonly value: number; readonly end: number } | undefined {
  NUMBER.lastIndex = at;
  const found = NUMBER.exec(text)?.[0];
  const value = found === undefined ? undefined : parseNumber(found);
  return found === undefined || value === undefined ? undefined : { value, end: at + found.length };
}
