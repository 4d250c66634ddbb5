/** Timers of the event loop, without its limit on the delay. */
import type { Timers } from './core.ts';

// A longer delay would overflow in setTimeout, and fire at once.
const DELAY_MAX_MS = 2 ** 31 - 1;

interface LongTimer {
  handle: NodeJS.Timeout | undefined;
}

function arm(timer: LongTimer, callback: () => void, leftMs: number): void {
  const delayMs = Math.min(leftMs, DELAY_MAX_MS);
  timer.handle = setTimeout(() => {
    if (leftMs > delayMs) arm(timer, callback, leftMs - delayMs);
    else callback();
  }, delayMs);
}

export const systemTimers: Timers = {
  set: (callback, delayMs) => {
    const timer: LongTimer = { handle: undefined };
    arm(timer, callback, delayMs);
    return timer;
  },
  clear: (timer) => clearTimeout((timer as LongTimer | undefined)?.handle),
};
