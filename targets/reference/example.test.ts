import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createServer, ManualClock, type RunningServer } from './create-server.ts';

let clock: ManualClock;
let server: RunningServer;
let redis: Redis;

beforeEach(async () => {
  clock = new ManualClock();
  server = await createServer({ clock, seed: 42 });
  redis = new Redis(server.port);
});

afterEach(async () => {
  redis.disconnect();
  await server.stop();
});

it('forgets a session after half an hour', async () => {
  await redis.set('session:7', 'someone', 'EX', 30 * 60);
  clock.advance(30 * 60_000);
  expect(await redis.get('session:7')).toBe('someone');
  clock.advance(1);
  expect(await redis.get('session:7')).toBeNull();
});

it('gives up waiting when its time is over', async () => {
  const job = redis.blpop('jobs', 5);
  await expect.poll(() => server.core.database(0)?.waiters.size).toBe(1);
  clock.advance(5_000);
  expect(await job).toBeNull();
});
