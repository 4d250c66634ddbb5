import { Redis } from 'ioredis';
import { BurstyRateLimiter, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { createClient } from 'redis';
import { afterEach, expect, it } from 'vitest';
import { ownServer } from './testing/own-server.ts';

const server = ownServer();
const closings: (() => void)[] = [];
afterEach(() => {
  for (const close of closings.splice(0)) close();
});

function ioredis(): Redis {
  const client = new Redis(server.port, { enableOfflineQueue: true });
  closings.push(() => client.disconnect());
  return client;
}

it('lets as many through as there are points, however many ask at once', async () => {
  const limiter = new RateLimiterRedis({ storeClient: ioredis(), points: 5, duration: 10 });
  const asked = await Promise.allSettled(Array.from({ length: 8 }, () => limiter.consume('Ada')));
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  const refused = asked.find(({ status }) => status === 'rejected');
  expect(refused).toMatchObject({ reason: { remainingPoints: 0 } });
  expect(await limiter.get('Ada')).toMatchObject({ consumedPoints: 8 });
});

it('gives the points back when their time is over', async () => {
  const limiter = new RateLimiterRedis({ storeClient: ioredis(), points: 1, duration: 1 });
  await limiter.consume('Ada');
  await expect(limiter.consume('Ada')).rejects.toBeInstanceOf(RateLimiterRes);
  await expect.poll(() => limiter.get('Ada'), { timeout: 3_000 }).toBeNull();
  expect(await limiter.consume('Ada')).toMatchObject({ consumedPoints: 1, remainingPoints: 0 });
});

it('blocks, rewards and forgets', async () => {
  const limiter = new RateLimiterRedis({ storeClient: ioredis(), points: 3, duration: 10 });
  await limiter.penalty('Ada', 2);
  expect(await limiter.reward('Ada', 1)).toMatchObject({ consumedPoints: 1 });
  await limiter.block('Ada', 30);
  await expect(limiter.consume('Ada')).rejects.toMatchObject({ remainingPoints: 0 });
  expect(await limiter.delete('Ada')).toBe(true);
  expect(await limiter.get('Ada')).toBeNull();
});

it('allows a burst, and works through node-redis', async () => {
  const storeClient = createClient({ url: server.url });
  closings.push(() => storeClient.destroy());
  await storeClient.connect();
  const shared = { storeClient, useRedisPackage: true, duration: 10 };
  const limiter = new BurstyRateLimiter(
    new RateLimiterRedis({ ...shared, points: 1 }),
    new RateLimiterRedis({ ...shared, points: 2, keyPrefix: 'burst' }),
  );
  for (let count = 0; count < 3; count++) await limiter.consume('Ada');
  await expect(limiter.consume('Ada')).rejects.toBeInstanceOf(RateLimiterRes);
});
