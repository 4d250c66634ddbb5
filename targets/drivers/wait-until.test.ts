import { describe, expect, it } from 'vitest';
import { type Clock, waitUntil } from './wait-until.ts';

/** A clock that moves only when somebody sleeps. */
function fakeClock(): Clock {
  let time = 0;
  return {
    now: () => time,
    sleep: async (ms) => {
      time += ms;
    },
  };
}

const wait = { target: 'valkey@9.1', what: 'answers PING', deadlineMs: 1_000, everyMs: 10 };

describe('waiting', () => {
  it('ends when there is no reason left', async () => {
    const reasons = ['LOADING', 'LOADING', undefined];
    await waitUntil(async () => reasons.shift(), { ...wait, clock: fakeClock() });
    expect(reasons).toEqual([]);
  });

  it('fails at the deadline, with the last reason', async () => {
    let asked = 0;
    const never = waitUntil(async () => `LOADING ${++asked}`, { ...wait, clock: fakeClock() });
    await expect(never).rejects.toThrow(
      'valkey@9.1: answers PING: not after 1000 ms (LOADING 101)',
    );
  });

  it('fails at once when asking throws', async () => {
    const died = async () => {
      throw new Error('exit code 1');
    };
    await expect(waitUntil(died, { ...wait, clock: fakeClock() })).rejects.toThrow('exit code 1');
  });

  it('is given up when aborted', async () => {
    const abort = new AbortController();
    const asked = async () => {
      abort.abort(new Error('Ctrl-C'));
      return 'LOADING';
    };
    const waiting = waitUntil(asked, { ...wait, signal: abort.signal, clock: fakeClock() });
    await expect(waiting).rejects.toThrow('Ctrl-C');
  });
});
