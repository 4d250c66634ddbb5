import { expect, it } from 'vitest';
import { ManualClock } from './manual-clock.ts';

it('fires what is due in order, each at its own time, and what that sets as well', () => {
  const clock = new ManualClock(1_000);
  const fired: string[] = [];
  const note = (name: string) => () => fired.push(`${name} at ${clock.nowMs}`);
  clock.timers.set(note('late'), 50);
  clock.timers.set(() => {
    note('early')();
    clock.timers.set(note('follow-up'), 10);
  }, 20);
  clock.timers.clear(clock.timers.set(note('cleared'), 5));
  clock.advance(19);
  expect(fired).toEqual([]);
  clock.advance(21);
  expect(fired).toEqual(['early at 1020', 'follow-up at 1030']);
  clock.advance(1_000);
  expect(fired.at(-1)).toBe('late at 1050');
  expect(clock.nowMs).toBe(2_040);
});
