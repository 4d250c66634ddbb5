/** Notes that something took long, for LATENCY. */
import type { Core } from '../core.ts';

/** Takes note of an event that took so long, if it took longer than `latency-monitor-threshold`. */
export function noteEvent(core: Core, event: string, microseconds: number): void {
  if (microseconds < core.hot.monitoredFrom * 1000) return;
  core.latencyMonitor.add(event, Math.floor(core.nowMs / 1000), Math.floor(microseconds / 1000));
}
