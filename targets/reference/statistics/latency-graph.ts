/** LATENCY GRAPH: columns of characters, with the age of each event written below it, downwards. */
import type { LatencyEvent } from './latency-monitor.ts';

const COLUMNS_MAX = 80;
const ROWS = 4;
// The parts of a row that a column can reach up to.
const LEVELS = '_o#';

const AGES = [
  { seconds: 86400, unit: 'd' },
  { seconds: 3600, unit: 'h' },
  { seconds: 60, unit: 'm' },
];

function ageText(seconds: number): string {
  const age = AGES.find((unit) => seconds >= unit.seconds);
  return age === undefined ? `${seconds}s` : `${Math.floor(seconds / age.seconds)}${age.unit}`;
}

/** One row of the drawing, counted from the top. */
function drawRow(heights: readonly number[], row: number): string {
  const base = (ROWS - row - 1) * LEVELS.length;
  const chars = heights.map((height) => {
    if (height < base) return ' ';
    return LEVELS[height - base] ?? '|';
  });
  return chars.join('');
}

function heightsOf(values: readonly number[]): readonly number[] {
  const low = Math.min(...values);
  const range = Math.max(...values) - low || 1;
  const steps = ROWS * LEVELS.length;
  return values.map((value) => Math.min(steps - 1, Math.floor(((value - low) * steps) / range)));
}

export function latencyGraph({ name, samples, worstMs }: LatencyEvent, nowSeconds: number): string {
  const shown = samples.slice(-COLUMNS_MAX);
  const values = shown.map(({ milliseconds }) => milliseconds);
  const heights = heightsOf(values);
  const ages = shown.map(({ atSeconds }) => ageText(nowSeconds - atSeconds));
  const letters = Math.max(...ages.map((age) => age.length));
  return [
    `${name} - high ${Math.max(...values)} ms, low ${Math.min(...values)} ms (all time high ${worstMs} ms)`,
    '-'.repeat(COLUMNS_MAX),
    ...Array.from({ length: ROWS }, (_, row) => drawRow(heights, row)),
    ' '.repeat(shown.length),
    ...Array.from({ length: letters }, (_, row) => ages.map((age) => age[row] ?? ' ').join('')),
    '',
  ].join('\n');
}
