import { expect, it, test } from 'vitest';
import { measure, ratio, spread, type Way } from './rounds.ts';

test.each([
  [[3, 1, 2], { median: 2, min: 1, max: 3 }],
  [[4, 1, 2, 9], { median: 3, min: 1, max: 9 }],
  [[7], { median: 7, min: 7, max: 7 }],
])('the spread of %j', (values, expected) => {
  expect(spread(values)).toEqual(expected);
});

it('takes ratios within a round, for the next one may meet a busier machine', () => {
  const figures = (...cellsPerSecond: number[]) =>
    cellsPerSecond.map((value) => ({ cellsPerSecond: value, cpuMicrosPerCell: 1 }));
  expect(ratio(figures(10, 100), figures(5, 50))).toEqual({ median: 2, min: 2, max: 2 });
});

function wayOf(name: string, turns: string[]): Way {
  return {
    name,
    pass: async () => {
      turns.push(name);
      return 10;
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

it('lets the ways take turns, after each has warmed up', async () => {
  const turns: string[] = [];
  const { signal } = new AbortController();
  const ways = [wayOf('a', turns), wayOf('b', turns)];
  const measured = await measure(ways, { rounds: 2, turnMs: 0, warmUpMs: 0, signal });
  expect(turns).toEqual(['a', 'b', 'a', 'b', 'a', 'b']);
  expect(measured.map((figures) => figures.length)).toEqual([2, 2]);
});

it('stops when it is asked to', async () => {
  const turns: string[] = [];
  const options = { rounds: 2, turnMs: 0, warmUpMs: 0, signal: AbortSignal.abort() };
  await expect(measure([wayOf('a', turns)], options)).rejects.toThrow('aborted');
  expect(turns).toEqual([]);
});
