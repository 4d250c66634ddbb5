/** Random picks by position, for the RAND… commands and SPOP. */
import { NO_REPLY } from './command.ts';
import type { Connection } from './connection.ts';

// 7.2 would send such a reply until the client's output buffer is full and then hang up.
const PICKS_MAX = 10_000_000;

/** `count` different positions below `size`, in random order. */
export function differentPositions(
  size: number,
  count: number,
  randomBelow: (limit: number) => number,
): number[] {
  // A shuffle of 0…size-1 cut short: what a position holds is kept only once it has been moved.
  const moved = new Map<number, number>();
  return Array.from({ length: Math.min(count, size) }, (_, taken) => {
    const at = taken + randomBelow(size - taken);
    const position = moved.get(at) ?? at;
    moved.set(at, moved.get(taken) ?? taken);
    return position;
  });
}

/** `count` positions below `size`, each as likely every time. */
export function anyPositions(
  size: number,
  count: number,
  randomBelow: (limit: number) => number,
): number[] {
  return Array.from({ length: count }, () => randomBelow(size));
}

/**
 * Positions for a count as the RAND… commands give it: different ones, or when it is negative so many
 * that may repeat. `NO_REPLY` when no reply could hold them: the client is let go.
 */
export function positionsFor(
  connection: Connection,
  size: number,
  count: number,
): number[] | typeof NO_REPLY {
  const randomBelow = (limit: number) => connection.core.randomBelow(limit);
  if (count >= 0) return differentPositions(size, count, randomBelow);
  if (-count <= PICKS_MAX) return anyPositions(size, -count, randomBelow);
  connection.closing = true;
  return NO_REPLY;
}
