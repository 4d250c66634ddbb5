import { doubleValue } from '../../wire/number.ts';
import type { Protocol } from '../../wire/reply.ts';
import type { Matcher } from '../matcher.ts';
import type { Double } from '../suite-file.generated.ts';
import { exactMatcher, withAttributesOf } from './compiling.ts';

/**
 * `{ double: 3.5 }`: a double of this value, however spelled; in RESP2 a bulk string with the same
 * number. The spelling is not asserted and not masked: targets are still compared on it.
 */
export function double({ double }: Double, protocol: Protocol): Matcher {
  const written = String(double);
  const value = doubleValue(written);
  const type = protocol === 3 ? 'double' : 'bulk';
  return exactMatcher(`{ double: ${written} }`, (reply) => {
    const spelling = 'text' in reply ? reply.text : undefined;
    const same = spelling !== undefined && Object.is(doubleValue(spelling), value);
    if (same && reply.type === type) return reply;
    // The same number in another type differs in its type alone, so it keeps its spelling.
    return withAttributesOf(reply, { type, text: same ? spelling : written });
  });
}
