/** What every command asks of the settings, at hand: looking it up by name would cost each of them. */
import type { Settings } from './config.ts';

export interface HotSettings {
  readonly tracksLatency: boolean;
  /** Microseconds from which on a command goes to the slow log; infinite when it is off. */
  readonly slowFrom: number;
  /** Milliseconds from which on a command is an event of latency; infinite when it is off. */
  readonly monitoredFrom: number;
  readonly limitsMemory: boolean;
  /** Writes depend on replicas. */
  readonly needsReplicas: boolean;
}

export function hotSettings(settings: Settings): HotSettings {
  const slowFrom = settings['slowlog-log-slower-than'];
  const monitoredFrom = settings['latency-monitor-threshold'];
  return {
    tracksLatency: settings['latency-tracking'] === 'yes',
    slowFrom: slowFrom < 0 ? Infinity : slowFrom,
    monitoredFrom: monitoredFrom === 0 ? Infinity : monitoredFrom,
    limitsMemory: settings.maxmemory > 0,
    needsReplicas: settings['min-replicas-to-write'] > 0 && settings['min-replicas-max-lag'] > 0,
  };
}
