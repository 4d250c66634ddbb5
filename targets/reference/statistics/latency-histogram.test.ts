import { describe, expect, it } from 'vitest';
import { LatencyHistogram } from './latency-histogram.ts';

function histogramOf(microseconds: readonly number[]): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (const value of microseconds) histogram.record(value);
  return histogram;
}

describe('a latency histogram', () => {
  // As redict 7.3.6 told of commands that took so long.
  it.each([
    [0, 0.001],
    [2, 2.007],
    [30, 30.079],
    [89, 89.087],
  ])('puts %d µs into a bucket that ends at %d', (microseconds, end) => {
    expect(histogramOf([microseconds]).percentile(50)).toBe(end);
  });

  it('finds the value below which so many percent lie', () => {
    const histogram = histogramOf([0, 2, 2, 2, 2, 2, 2, 2, 2, 30]);
    expect([1, 50, 99].map((percent) => histogram.percentile(percent))).toEqual([
      0.001, 2.007, 30.079,
    ]);
  });

  it('adds up the calls at each doubling of time, where there are more', () => {
    expect(histogramOf([0, 1, 2, 89, 2_000_000]).levels()).toEqual([
      [1, 2],
      [2, 3],
      [132, 4],
      [1082130, 5],
    ]);
  });
});
