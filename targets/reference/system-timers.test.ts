import { afterEach, expect, it, vi } from 'vitest';
import { systemTimers } from './system-timers.ts';

afterEach(() => {
  vi.useRealTimers();
});

it.each([10, 2 ** 31, 2 ** 33])('fires after %d ms, and not before', (delayMs) => {
  vi.useFakeTimers();
  const callback = vi.fn();
  systemTimers.set(callback, delayMs);
  vi.advanceTimersByTime(delayMs - 1);
  expect(callback).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(callback).toHaveBeenCalledOnce();
});

it('does not fire once it is cleared', () => {
  vi.useFakeTimers();
  const callback = vi.fn();
  const timer = systemTimers.set(callback, 2 ** 32);
  vi.advanceTimersByTime(2 ** 31);
  systemTimers.clear(timer);
  vi.advanceTimersByTime(2 ** 32);
  expect(callback).not.toHaveBeenCalled();
});
