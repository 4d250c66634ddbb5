import type { Matcher } from '../matcher.ts';
import { exactMatcher, withAttributesOf } from './compiling.ts';

/** `3`: an integer, in both protocols. */
export function integer(wanted: number | bigint): Matcher {
  // Replies hold a bigint only where a number would lose digits, and are compared with `===`.
  const exact = Number.isSafeInteger(Number(wanted)) ? Number(wanted) : BigInt(wanted);
  const reply = { type: 'integer', value: exact } as const;
  return exactMatcher(String(exact), (seen) =>
    seen.type === 'integer' && seen.value === exact ? seen : withAttributesOf(seen, reply),
  );
}

/** `{ int: "9223372036854775807" }`: the same for JSON, which has no integers beyond 2^53. */
export function int(wanted: { readonly int: string }): Matcher {
  return integer(BigInt(wanted.int));
}
