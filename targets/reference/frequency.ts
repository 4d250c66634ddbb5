/**
 * The use counter of the LFU policies: 8 bits that grow logarithmically with the uses of a key and
 * decay with time, as described at https://redis.io/docs/latest/develop/reference/eviction/.
 */

export interface Frequency {
  counter: number;
  decayedAtMs: number;
}

// New keys start here, so that they are not the first to go.
const INITIAL = 5;
const COUNTER_MAX = 255;
const MINUTE_MS = 60_000;

export interface FrequencySettings {
  readonly logFactor: number;
  readonly decayMinutes: number;
}

export function newFrequency(nowMs: number): Frequency {
  return { counter: INITIAL, decayedAtMs: nowMs };
}

/** Takes one off for each period that has passed, and gives the counter. */
export function decay(frequency: Frequency, nowMs: number, settings: FrequencySettings): number {
  const minutes = Math.floor((nowMs - frequency.decayedAtMs) / MINUTE_MS);
  if (settings.decayMinutes === 0 || minutes < settings.decayMinutes) return frequency.counter;
  frequency.counter = Math.max(0, frequency.counter - Math.floor(minutes / settings.decayMinutes));
  frequency.decayedAtMs = nowMs;
  return frequency.counter;
}

/** Counts a use: the higher the counter, the less likely it is to grow. `chance` is from 0 to 1. */
export function countUse(frequency: Frequency, settings: FrequencySettings, chance: number): void {
  if (frequency.counter >= COUNTER_MAX) return;
  const base = Math.max(0, frequency.counter - INITIAL);
  if (chance < 1 / (base * settings.logFactor + 1)) frequency.counter += 1;
}
