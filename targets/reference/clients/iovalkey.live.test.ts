import { Valkey } from 'iovalkey';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ownServer } from './testing/own-server.ts';

const server = ownServer();
let valkey: InstanceType<typeof Valkey>;
let other: InstanceType<typeof Valkey>;

beforeEach(() => {
  valkey = new Valkey({ port: server.port, keyPrefix: 'app:' });
  other = new Valkey({ port: server.port });
});

afterEach(() => {
  valkey.disconnect();
  other.disconnect();
});

it('puts its prefix before keys, wherever the server says that they are', async () => {
  await valkey.mset({ one: 1, two: 2 });
  await valkey.eval("return redis.call('set', KEYS[1], ARGV[1])", 1, 'three', 3);
  expect((await other.keys('*')).toSorted()).toEqual(['app:one', 'app:three', 'app:two']);
});

it('turns hashes into objects', async () => {
  await valkey.hset('user', { name: 'Ada', born: 1815 });
  expect(await valkey.hgetall('user')).toEqual({ name: 'Ada', born: '1815' });
});

it('waits for an element that comes later', async () => {
  const waiting = valkey.blpop('jobs', 5);
  await other.rpush('app:jobs', 'job');
  expect(await waiting).toEqual(['app:jobs', 'job']);
});

it('runs a transaction and reads scores', async () => {
  const replies = await valkey
    .multi()
    .zadd('board', 2, 'two', 1.5, 'half')
    .zrange('board', 0, -1, 'WITHSCORES')
    .exec();
  expect(replies).toEqual([
    [null, 2],
    [null, ['half', '1.5', 'two', '2']],
  ]);
});

it('rejects with the error of the server', async () => {
  await valkey.set('text', 'abc');
  await expect(valkey.lpush('text', 'x')).rejects.toThrow(
    'WRONGTYPE Operation against a key holding the wrong kind of value',
  );
});
