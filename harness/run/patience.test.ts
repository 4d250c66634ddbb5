import { expect, it } from 'vitest';
import { LIMITS } from './limits.ts';
import { Patience } from './patience.ts';

function silent(times: number): Patience {
  const patience = new Patience(LIMITS);
  for (let i = 0; i < times; i++) patience.silence();
  return patience;
}

it('waits less after each silence, down to a quarter, and not more again', () => {
  const waits = [0, 1, 2, 3, 9].map((times) => silent(times).limits.replyMs);
  expect(waits).toEqual([5_000, 2_500, 1_250, 1_250, 1_250]);
  const patience = silent(2);
  patience.answer();
  expect(patience.limits).toMatchObject({ replyMs: 1_250, connectMs: 1_250, aliveMs: 3_000 });
});

it('gives up after so many silences in a row, which one answer ends', () => {
  const patience = silent(LIMITS.silentInARowMax - 1);
  expect(patience.gaveUp).toBeUndefined();
  patience.answer();
  for (let i = 1; i < LIMITS.silentInARowMax; i++) patience.silence();
  expect(patience.gaveUp).toBeUndefined();
  patience.silence();
  expect(patience.gaveUp).toBe('given up after 10 cases in a row that got no reply');
});

it('gives up after so many in all', () => {
  const patience = new Patience(LIMITS);
  for (let i = 1; i < LIMITS.silentMax; i++) {
    patience.silence();
    patience.answer();
  }
  expect(patience.gaveUp).toBeUndefined();
  patience.silence();
  patience.answer();
  expect(patience.gaveUp).toBe('given up after 100 waits for a reply that did not come');
});
