/**
 * Moments in milliseconds since the epoch, over the whole range of 64 bits: a number where that is
 * exact, a bigint beyond. PEXPIREAT takes any 64-bit moment and PEXPIRETIME gives it back.
 */
import type { ByteString } from '../../harness/wire/reply.ts';
import { int64Of } from './arguments.ts';
import { refuse } from './errors.ts';
import { INT64_MAX, INT64_MIN } from './numbers.ts';

export type Instant = number | bigint;

export interface ExpiryArgument {
  readonly text: ByteString;
  readonly unit: 'seconds' | 'milliseconds';
  /** Counted from now, or from the epoch. */
  readonly relative: boolean;
}

/**
 * The moment that an argument of EXPIRE, SET … EX and the like means. `positive` refuses what is
 * not above zero, as the string commands do.
 */
export function instantOf(
  { text, unit, relative }: ExpiryArgument,
  { nowMs, command, positive }: { nowMs: number; command: string; positive: boolean },
): Instant {
  const given = int64Of(text);
  const invalid = `ERR invalid expire time in '${command}' command`;
  if (positive && given <= 0n) refuse(invalid);
  if (unit === 'seconds' && (given > INT64_MAX / 1000n || given < INT64_MIN / 1000n)) {
    refuse(invalid);
  }
  const ms = unit === 'seconds' ? given * 1000n : given;
  const instant = relative ? ms + BigInt(nowMs) : ms;
  if (instant > INT64_MAX) refuse(invalid);
  return compact(instant);
}

function compact(instant: bigint): Instant {
  const number = Number(instant);
  return Number.isSafeInteger(number) ? number : instant;
}

/** Milliseconds until an instant, never below 0. */
export function remainingMs(instant: Instant, nowMs: number): Instant {
  if (typeof instant === 'number') return Math.max(0, instant - nowMs);
  return instant < 0n ? 0 : instant - BigInt(nowMs);
}

/** Rounded to the nearest second, as TTL and EXPIRETIME do. */
export function inSeconds(ms: Instant): Instant {
  return typeof ms === 'number' ? Math.floor((ms + 500) / 1000) : (ms + 500n) / 1000n;
}
