/** The figures as a table for people. It shows the goals; whether they are met is for people to see. */
import { type Figure, ratio, type Spread, spread } from './rounds.ts';

export interface Measurement {
  /** How the target was started. */
  readonly target: string;
  readonly cases: number;
  readonly cells: number;
  /** Cells whose verdict is not `same`: their evidence is part of Samewire's work. */
  readonly differing: number;
  readonly node: string;
  readonly cpus: number;
  /** Processes that wanted a CPU, on average over the minute, before and after. */
  readonly load: readonly [before: number, after: number];
  readonly samewire: readonly Figure[];
  readonly bareSocket: readonly Figure[];
  readonly ioredis: readonly Figure[];
}

const NOTE = `Ways take turns, so that a busy machine slows all of them: trust the ratios more than the figures,
and neither where lowest and highest lie far apart. A ratio is taken within each round.`;

export function asText(measured: Measurement): string {
  const { samewire, bareSocket, ioredis, load } = measured;
  return [
    `${measured.target} over loopback · Node ${measured.node} · ${measured.cpus} CPUs, load ${load.map((n) => n.toFixed(1)).join(' → ')}`,
    `${measured.cases} cases that go in one write: ${measured.cells} cells in RESP2 and RESP3, ${measured.differing} of them differ`,
    `${samewire.length} rounds, the ways in turn · median (lowest to highest)`,
    '',
    line('', 'cells per second', 'CPU µs per cell, without the server'),
    figures('Samewire: sent, decoded, judged, recorded', samewire),
    figures('the same bytes over a bare socket', bareSocket),
    figures('the same commands awaited in ioredis', ioredis),
    '',
    line('Samewire is', 'times as fast', 'goal'),
    line('  as the bare socket', shown(ratio(samewire, bareSocket), 2), '0.5 or more'),
    line('  as ioredis', shown(ratio(samewire, ioredis), 1), '5 or more'),
    '',
    NOTE,
    '',
  ].join('\n');
}

function figures(name: string, of: readonly Figure[]): string {
  return line(
    name,
    shown(spread(of.map(({ cellsPerSecond }) => cellsPerSecond)), 0),
    shown(spread(of.map(({ cpuMicrosPerCell }) => cpuMicrosPerCell)), 1),
  );
}

function shown({ median, min, max }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${min.toFixed(digits)} to ${max.toFixed(digits)})`;
}

function line(name: string, first: string, second: string): string {
  return `${name.padEnd(42)}  ${first.padEnd(28)}  ${second}`.trimEnd();
}
