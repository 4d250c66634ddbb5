/** The milliseconds of a duration as suites write them: `50ms`, `2s`. */
export function durationMs(written: string): number {
  return Number.parseInt(written, 10) * (written.endsWith('ms') ? 1 : 1000);
}
