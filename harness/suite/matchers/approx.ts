import type { Matcher } from '../matcher.ts';
import type { Approx } from '../suite-file.generated.ts';
import { hiddenValue, openMatcher, withAttributesOf } from './compiling.ts';
import { numberLike, numberOf, spelled } from './numbers.ts';

// Far below what a client would notice, far above what two roundings of one double differ by.
const WITHIN = 1e-9;

/** `{ approx: 3.14, within: 0.01 }`: a number close to this one, in any type that carries one. */
export function approx({ approx, within = WITHIN }: Approx): Matcher {
  const says = `{ approx: ${spelled(approx)}, within: ${spelled(within)} }`;
  return openMatcher(
    says,
    (reply) => {
      const value = numberOf(reply);
      return value !== undefined && Math.abs(value - approx) <= within
        ? reply
        : withAttributesOf(reply, numberLike(reply, approx));
    },
    hiddenValue(says),
  );
}
