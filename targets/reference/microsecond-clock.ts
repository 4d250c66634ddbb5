/**
 * Microseconds for TIME. The server's clock has none, so a watch that is set by it at the start tells
 * them, within the millisecond that the clock says. They are frozen from tick to tick.
 */
export class MicrosecondClock {
  readonly #stopwatch: () => number;
  readonly #offset: number;
  #told: number | undefined;

  constructor(stopwatch: () => number, nowMs: number) {
    this.#stopwatch = stopwatch;
    this.#offset = nowMs * 1000 - stopwatch();
  }

  tick(): void {
    this.#told = undefined;
  }

  /** Microseconds since the epoch, in the millisecond `nowMs`. */
  at(nowMs: number): number {
    const first = nowMs * 1000;
    const watch = Math.floor(this.#stopwatch() + this.#offset);
    this.#told ??= Math.min(first + 999, Math.max(first, watch));
    return this.#told;
  }
}
