/** Events that took longer than `latency-monitor-threshold`, by kind, as LATENCY tells of them. */

export interface LatencySample {
  readonly atSeconds: number;
  milliseconds: number;
}

export interface LatencyEvent {
  readonly name: string;
  /** Oldest first. */
  readonly samples: LatencySample[];
  worstMs: number;
}

// As many as 7.2 remembers of each kind.
const SAMPLES_MAX = 160;

export class LatencyMonitor {
  readonly #events = new Map<string, LatencyEvent>();

  /** Events of one second count as one, the longest of them. */
  add(name: string, atSeconds: number, milliseconds: number): void {
    const event = this.#events.get(name) ?? { name, samples: [], worstMs: 0 };
    this.#events.set(name, event);
    event.worstMs = Math.max(event.worstMs, milliseconds);
    const last = event.samples.at(-1);
    if (last?.atSeconds === atSeconds) {
      last.milliseconds = Math.max(last.milliseconds, milliseconds);
      return;
    }
    event.samples.push({ atSeconds, milliseconds });
    if (event.samples.length > SAMPLES_MAX) event.samples.shift();
  }

  event(name: string): LatencyEvent | undefined {
    return this.#events.get(name);
  }

  events(): readonly LatencyEvent[] {
    return [...this.#events.values()];
  }

  /** Forgets the kinds that are named, or all; says how many it knew. */
  reset(names: readonly string[]): number {
    const forgotten = names.length === 0 ? [...this.#events.keys()] : names;
    return forgotten.filter((name) => this.#events.delete(name)).length;
  }
}
