/** A clock that stands still until it is moved, with the timers that go by it. */
import type { Timers } from './core.ts';

interface Timer {
  readonly atMs: number;
  readonly callback: () => void;
}

export class ManualClock {
  #nowMs: number;
  #pending: Timer[] = [];

  /** `startMs`: milliseconds since the epoch. */
  constructor(startMs = 1_700_000_000_000) {
    this.#nowMs = startMs;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  readonly timers: Timers = {
    set: (callback, delayMs) => {
      const timer = { atMs: this.#nowMs + delayMs, callback };
      this.#pending.push(timer);
      return timer;
    },
    clear: (timer) => {
      this.#pending = this.#pending.filter((other) => other !== timer);
    },
  };

  /** Moves on by `ms` milliseconds, and fires what is due on the way, each at its own time. */
  advance(ms: number): void {
    const untilMs = this.#nowMs + ms;
    for (let due = this.#next(untilMs); due !== undefined; due = this.#next(untilMs)) {
      this.#nowMs = Math.max(this.#nowMs, due.atMs);
      due.callback();
    }
    this.#nowMs = untilMs;
  }

  /** Takes the first timer that is due by then; of two at the same time the older one. */
  #next(untilMs: number): Timer | undefined {
    const first = this.#pending
      .filter(({ atMs }) => atMs <= untilMs)
      .reduce<Timer | undefined>((a, b) => (a === undefined || b.atMs < a.atMs ? b : a), undefined);
    if (first !== undefined) this.timers.clear(first);
    return first;
  }
}
