/** Reading the ends of score ranges, where 7.2 calls C's strtod and is less strict than elsewhere. */
import type { ByteString } from '../../../harness/wire/reply.ts';
import { roundToFloat64 } from '../numbers.ts';

const BLANKS = /^[ \t\n\v\f\r]+/;

/**
 * The double that a text spells when blanks may come first, nothing at all is 0, a NUL byte ends it
 * and a number too large is infinite. `undefined` when something else follows, or for NaN.
 */
export function parseLeadingDouble(text: ByteString): number | undefined {
  const end = text.indexOf('\0');
  const seen = end < 0 ? text : text.slice(0, end);
  if (seen === '') return 0;
  return roundToFloat64(seen.replace(BLANKS, ''));
}
