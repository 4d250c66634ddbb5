import { Redis } from 'ioredis';
import Redlock from 'redlock';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ownServer } from './testing/own-server.ts';

const server = ownServer();
let redis: Redis;
let patient: Redlock;
let impatient: Redlock;

beforeEach(() => {
  redis = new Redis(server.port);
  // Its types know the `eval` of older ioredis only.
  const clients = [redis as unknown as Redlock.CompatibleRedisClient];
  patient = new Redlock(clients, { retryDelay: 20, retryJitter: 0, retryCount: 100 });
  impatient = new Redlock(clients, { retryCount: 0 });
});

afterEach(() => redis.disconnect());

it('locks several resources at once, for one holder', async () => {
  const lock = await impatient.lock(['seat:1', 'seat:2'], 5_000);
  await expect(impatient.lock('seat:2', 5_000)).rejects.toThrow('Exceeded 0 attempts');
  await lock.unlock();
  expect(await redis.exists('seat:1', 'seat:2')).toBe(0);
});

it('waits until the holder lets go', async () => {
  const held = await impatient.lock('seat', 5_000);
  const waiting = patient.lock('seat', 5_000);
  await held.unlock();
  const lock = await waiting;
  expect(await redis.get('seat')).toBe(lock.value);
});

it('outlives a holder that never lets go, who cannot unlock any more', async () => {
  const held = await impatient.lock('seat', 100);
  const lock = await patient.lock('seat', 5_000);
  await expect(held.unlock()).rejects.toThrow();
  expect(await redis.get('seat')).toBe(lock.value);
});

it('extends a lock that is held', async () => {
  const held = await impatient.lock('seat', 1_000);
  const extended = await held.extend(60_000);
  expect(await redis.pttl('seat')).toBeGreaterThan(50_000);
  await extended.unlock();
  expect(await redis.exists('seat')).toBe(0);
});
