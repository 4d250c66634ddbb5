/** Counts among the arguments, each with the refusal that 7.2 gives. */
import type { ByteString } from '../../harness/wire/reply.ts';
import { integerWithin } from './arguments.ts';
import { NOT_AN_INTEGER, NOT_NEGATABLE, NOT_POSITIVE, OUT_OF_RANGE, refuse } from './errors.ts';
import { INT64_MAX, INT64_MIN, parseInt64 } from './numbers.ts';

// 7.2 reads these counts into a C long, but compares them with int limits in numkeys.
const LONG_MAX = 2 ** 63;

/** A count that may be 0. */
export function positiveOf(text: ByteString): number {
  return integerWithin(text, [0, LONG_MAX], NOT_POSITIVE);
}

/** A count of at least 1, called by its name in the refusal. */
export function countOf(text: ByteString, name: 'numkeys' | 'count' | 'limit'): number {
  return integerWithin(text, [1, LONG_MAX], `ERR ${name} should be greater than 0`);
}

/** A count that may be negative, with another meaning then; its negation must not overflow. */
export function negatableOf(text: ByteString): number {
  const count = parseInt64(text) ?? refuse(NOT_AN_INTEGER);
  return count === INT64_MIN ? refuse(NOT_NEGATABLE) : Number(count);
}

/** A count of at least 0, called by the name of its option in the refusal. */
export function notNegativeOf(text: ByteString, option: string): number {
  return integerWithin(text, [0, LONG_MAX], `ERR ${option} can't be negative`);
}

// A reply of pairs is twice as long as the count, which must not overflow either.
const PAIR_COUNT_MAX = INT64_MAX / 2n;

/** Refuses a count of random picks that is too large when each pick is a pair. */
export function checkPairCount(text: ByteString): void {
  const count = parseInt64(text) ?? 0n;
  if (count > PAIR_COUNT_MAX || count < -PAIR_COUNT_MAX) refuse(OUT_OF_RANGE);
}
