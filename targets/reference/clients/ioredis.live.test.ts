import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownServer } from './testing/own-server.ts';

const server = ownServer();

describe.each([{ protocol: 2 as const }, { protocol: 3 as const }])(
  'ioredis in RESP$protocol',
  ({ protocol }) => {
    let redis: Redis;
    let other: Redis;
    beforeEach(() => {
      redis = new Redis({ port: server.port, protocol });
      other = new Redis({ port: server.port, protocol });
    });
    afterEach(() => {
      redis.disconnect();
      other.disconnect();
    });

    it('keeps every reply of a pipeline in its place, errors too', async () => {
      const replies = await redis.pipeline().set('text', 'abc').incr('text').get('text').exec();
      expect(replies).toEqual([
        [null, 'OK'],
        [expect.objectContaining({ message: 'ERR value is not an integer or out of range' })],
        [null, 'abc'],
      ]);
    });

    it('runs a transaction, and none when a watched key has changed', async () => {
      const twice = await redis.multi().incr('count').incr('count').exec();
      expect(twice).toEqual([
        [null, 1],
        [null, 2],
      ]);
      await redis.watch('count');
      await other.incr('count');
      expect(await redis.multi().incr('count').exec()).toBeNull();
      expect(await redis.get('count')).toBe('3');
    });

    it('sends a script of its own by EVALSHA, and whole when the server has forgotten it', async () => {
      redis.defineCommand('addTo', {
        numberOfKeys: 1,
        lua: "return {KEYS[1], redis.call('incrby', KEYS[1], ARGV[1])}",
      });
      const addTo = (amount: number) =>
        Reflect.apply(Reflect.get(redis, 'addTo'), redis, ['sum', amount]);
      expect(await addTo(3)).toEqual(['sum', 3]);
      await redis.script('FLUSH');
      expect(await addTo(4)).toEqual(['sum', 7]);
    });

    it('hands the entries of a stream to the consumers of a group', async () => {
      await redis.xgroup('CREATE', 'orders', 'billing', '$', 'MKSTREAM');
      const waiting = redis.xreadgroup(
        ...([
          'GROUP',
          'billing',
          'first',
          'COUNT',
          1,
          'BLOCK',
          5_000,
          'STREAMS',
          'orders',
          '>',
        ] as const),
      );
      const id = await other.xadd('orders', '*', 'item', 'tea', 'cups', 2);
      expect(await waiting).toEqual([['orders', [[id, ['item', 'tea', 'cups', '2']]]]]);
      expect(await redis.xpending('orders', 'billing')).toEqual([1, id, id, [['first', '1']]]);
      expect(await redis.xack('orders', 'billing', String(id))).toBe(1);
      expect(await redis.xpending('orders', 'billing')).toEqual([0, null, null, null]);
    });

    it('receives what is published on channels and patterns', async () => {
      const heard: string[][] = [];
      other.on('message', (...message: string[]) => heard.push(message));
      other.on('pmessage', (...message: string[]) => heard.push(message));
      expect(await other.subscribe('news', 'weather')).toBe(2);
      expect(await other.psubscribe('n*')).toBe(3);
      expect(await redis.publish('news', 'hello')).toBe(2);
      await expect
        .poll(() => heard)
        .toEqual([
          ['news', 'hello'],
          ['n*', 'news', 'hello'],
        ]);
      // Without names ioredis 6.0 waits for ever, on Redis 7.0 and Redict 7.3 too.
      await other.unsubscribe('news', 'weather');
      await other.punsubscribe('n*');
      expect(await other.echo('an ordinary connection again')).toBe('an ordinary connection again');
    });

    it('gathers the commands of a tick in one pipeline', async () => {
      const pipelined = new Redis({ port: server.port, protocol, enableAutoPipelining: true });
      try {
        const keys = Array.from({ length: 100 }, (_, index) => `key:${index}`);
        await Promise.all(keys.map((key) => pipelined.set(key, key)));
        expect(await Promise.all(keys.map((key) => pipelined.get(key)))).toEqual(keys);
      } finally {
        pipelined.disconnect();
      }
    });

    it('streams keys and members by scanning', async () => {
      const members = Array.from({ length: 1_000 }, (_, index) => `member:${index}`);
      await redis.mset(Object.fromEntries(members.map((name) => [name, 'value'])));
      await redis.sadd('set', members);
      const keys: string[] = [];
      for await (const page of redis.scanStream({ match: 'member:*', count: 50 }))
        keys.push(...page);
      expect(new Set(keys)).toEqual(new Set(members));
      const found: string[] = [];
      for await (const page of redis.sscanStream('set', { count: 50 })) found.push(...page);
      expect(new Set(found)).toEqual(new Set(members));
    });

    it('is shown the commands of others by MONITOR', async () => {
      const monitor = await redis.monitor();
      try {
        const shown: string[][] = [];
        monitor.on('monitor', (_time: string, argv: string[]) => shown.push(argv));
        await other.set('quoted', 'say "hi"');
        await expect.poll(() => shown).toContainEqual(['set', 'quoted', 'say "hi"']);
      } finally {
        monitor.disconnect();
      }
    });

    it('keeps bytes as they are', async () => {
      const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
      await redis.set(bytes, bytes);
      expect(await redis.getBuffer(bytes)).toEqual(bytes);
    });
  },
);
