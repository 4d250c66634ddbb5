/** INFO commandstats, errorstats and latencystats. */
import type { Command } from '../command-table.ts';
import type { Core } from '../core.ts';
import type { Fields } from './fields.ts';

export function commandStats(core: Core): Fields {
  const counted = [...core.commands.all()].filter(
    ({ calls, failedCalls, rejectedCalls }) => calls + failedCalls + rejectedCalls > 0,
  );
  return Object.fromEntries(
    counted.map((command) => [`cmdstat_${command.fullName}`, tally(command)]),
  );
}

function tally({ calls, microseconds, rejectedCalls, failedCalls }: Command): string {
  const each = (calls === 0 ? 0 : microseconds / calls).toFixed(2);
  return `calls=${calls},usec=${microseconds},usec_per_call=${each},rejected_calls=${rejectedCalls},failed_calls=${failedCalls}`;
}

export function errorStats(core: Core): Fields {
  const sorted = [...core.errorCounts].sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(sorted.map(([code, count]) => [`errorstat_${code}`, `count=${count}`]));
}

export function latencyStats(core: Core): Fields {
  const percentiles = core.settings['latency-tracking-info-percentiles'].split(' ').filter(Boolean);
  const measured = [...core.commands.all()].flatMap(({ fullName, histogram }) =>
    histogram === undefined ? [] : [{ fullName, histogram }],
  );
  return Object.fromEntries(
    measured.map(({ fullName, histogram }) => [
      `latency_percentiles_usec_${fullName}`,
      percentiles
        .map((text) => `p${text}=${histogram.percentile(Number(text)).toFixed(3)}`)
        .join(','),
    ]),
  );
}
