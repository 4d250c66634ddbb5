/** LATENCY DOCTOR: what the events that took long say, for people. */
import type { Core } from '../core.ts';
import { SERVER_NAME } from '../version.ts';
import type { LatencyEvent } from './latency-monitor.ts';

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The first event tells how long the period is that the others lie in. */
function line({ name, samples, worstMs }: LatencyEvent, index: number, nowSeconds: number): string {
  const values = samples.map(({ milliseconds }) => milliseconds);
  const average = Math.floor(mean(values));
  const deviation = Math.floor(mean(values.map((value) => Math.abs(average - value))));
  const span = nowSeconds - (samples[0]?.atSeconds ?? nowSeconds);
  const period = (Math.max(1, span) / samples.length).toFixed(2);
  return `${index + 1}. ${name}: ${samples.length} latency spikes (average ${average}ms, mean deviation ${deviation}ms, period ${period} sec). Worst all time event ${worstMs}ms.`;
}

const ADVICE: Readonly<Record<string, readonly string[]>> = {
  command: [
    'SLOWLOG GET names the commands that took too long.',
    'Removing a very large value, whether by a command, by expiry or by eviction, holds the server up: several smaller values do not.',
  ],
  'fast-command': [
    'Commands that are fast by nature were slow, so the machine may be short of processor time.',
  ],
};

export function diagnosis({ settings, latencyMonitor, nowMs }: Core): string {
  const events = latencyMonitor.events();
  if (events.length === 0) {
    return settings['latency-monitor-threshold'] === 0
      ? `Latency monitoring is off in this ${SERVER_NAME}. CONFIG SET latency-monitor-threshold <milliseconds> turns it on.\n`
      : `Monitoring is on, and no latency spike was observed in this ${SERVER_NAME} so far.\n`;
  }
  const advice = new Set(events.flatMap(({ name }) => ADVICE[name] ?? []));
  return [
    `Latency spikes were observed in this ${SERVER_NAME}.`,
    '',
    ...events.map((event, index) => line(event, index, Math.floor(nowMs / 1000))),
    '',
    ...[...advice].map((text) => `- ${text}`),
    '',
  ].join('\n');
}
