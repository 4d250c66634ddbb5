/** How much of something there is per second, by the samples of the last moments. */

export type Rate = 'commands' | 'inputBytes' | 'outputBytes';

type Totals = Readonly<Record<Rate, number>>;

const SAMPLES = 16;
const PERIOD_MS = 100;

export class Rates {
  #lastTotals: Totals = { commands: 0, inputBytes: 0, outputBytes: 0 };
  #lastAtMs = 0;
  #samples: Totals[] = [];

  /** Takes note of totals; more often than every 100 ms does nothing. */
  sample(totals: Totals, nowMs: number): void {
    const elapsedMs = nowMs - this.#lastAtMs;
    if (elapsedMs < PERIOD_MS) return;
    const last = this.#lastTotals;
    // Totals go back to zero by CONFIG RESETSTAT.
    const rate = (name: Rate) => (Math.max(0, totals[name] - last[name]) * 1000) / elapsedMs;
    if (this.#lastAtMs > 0) {
      this.#samples.push({
        commands: rate('commands'),
        inputBytes: rate('inputBytes'),
        outputBytes: rate('outputBytes'),
      });
    }
    if (this.#samples.length > SAMPLES) this.#samples.shift();
    this.#lastTotals = totals;
    this.#lastAtMs = nowMs;
  }

  perSecond(rate: Rate): number {
    return this.#samples.reduce((sum, sample) => sum + sample[rate], 0) / SAMPLES;
  }

  reset(): void {
    this.#samples = [];
  }
}
