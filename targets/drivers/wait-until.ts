import { setTimeout as sleep } from 'node:timers/promises';
import { TargetError } from '../target.ts';

export interface Wait {
  /** The target that is waited for, and what for: `valkey@9.1`, `answers PING`. */
  readonly target: string;
  readonly what: string;
  readonly deadlineMs: number;
  readonly everyMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly clock?: Clock;
}

export interface Clock {
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<unknown>;
}

const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, signal ? { signal } : {}),
};

/**
 * Asks `whyNot` until it has no reason left. Fails with the last reason when the deadline passes,
 * and at once when asking throws.
 */
export async function waitUntil(
  whyNot: () => Promise<string | undefined>,
  { target, what, deadlineMs, everyMs, signal, clock = SYSTEM_CLOCK }: Wait,
): Promise<void> {
  const start = clock.now();
  for (;;) {
    signal?.throwIfAborted();
    const reason = await whyNot();
    if (reason === undefined) return;
    if (clock.now() - start >= deadlineMs) {
      throw new TargetError(target, `${what}: not after ${deadlineMs} ms (${reason})`);
    }
    await clock.sleep(everyMs, signal);
  }
}
