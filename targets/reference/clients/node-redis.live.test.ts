import { BasicClientSideCache, createClient, defineScript } from 'redis';
import { afterEach, describe, expect, it } from 'vitest';
import { ownServer } from './testing/own-server.ts';

const server = ownServer();
const closings: (() => void)[] = [];
afterEach(() => {
  for (const close of closings.splice(0)) close();
});

function connect(RESP: 2 | 3) {
  const client = createClient({ url: server.url, RESP });
  closings.push(() => client.destroy());
  return client.connect();
}

describe.each([{ RESP: 2 as const }, { RESP: 3 as const }])(
  'node-redis in RESP$RESP',
  ({ RESP }) => {
    it('transforms what the protocol gives into the same values', async () => {
      const client = await connect(RESP);
      await client.hSet('user', { name: 'Ada', born: '1815' });
      await client.zAdd('board', [
        { value: 'half', score: 1.5 },
        { value: 'last', score: Number.POSITIVE_INFINITY },
      ]);
      expect({ ...(await client.hGetAll('user')) }).toEqual({ name: 'Ada', born: '1815' });
      expect(await client.zRangeWithScores('board', 0, -1)).toEqual([
        { value: 'half', score: 1.5 },
        { value: 'last', score: Number.POSITIVE_INFINITY },
      ]);
      expect(await client.zScore('board', 'missing')).toBeNull();
      expect({ ...(await client.configGet('maxmemory-policy')) }).toEqual({
        'maxmemory-policy': 'noeviction',
      });
    });

    it('runs a transaction, and throws when a watched key has changed', async () => {
      const [client, other] = await Promise.all([connect(RESP), connect(RESP)]);
      expect(await client.multi().set('count', '1').incr('count').exec()).toEqual(['OK', 2]);
      await client.watch('count');
      await other.incr('count');
      await expect(client.multi().incr('count').exec()).rejects.toThrow(
        'watched keys has been changed',
      );
    });

    it('receives messages of channels, patterns and shards', async () => {
      const [subscriber, client] = await Promise.all([connect(RESP), connect(RESP)]);
      const heard: string[] = [];
      const listener = (message: string, channel: string) => heard.push(`${channel}: ${message}`);
      await subscriber.subscribe('news', listener);
      await subscriber.pSubscribe('wea*', listener);
      await subscriber.sSubscribe('shard', listener);
      await client.publish('news', 'one');
      await client.publish('weather', 'two');
      await client.sPublish('shard', 'three');
      await expect.poll(() => heard).toEqual(['news: one', 'weather: two', 'shard: three']);
      await subscriber.unsubscribe();
      expect(await client.publish('news', 'nobody')).toBe(0);
    });

    it('walks over keys, fields and members', async () => {
      const client = await connect(RESP);
      const names = Array.from({ length: 600 }, (_, index) => `name:${index}`);
      await client.mSet(names.map((name): [string, string] => [name, 'value']));
      await client.hSet('hash', Object.fromEntries(names.map((name) => [name, 'value'])));
      const keys: string[] = [];
      for await (const page of client.scanIterator({ MATCH: 'name:*', COUNT: 50 }))
        keys.push(...page);
      expect(new Set(keys)).toEqual(new Set(names));
      const fields: string[] = [];
      for await (const page of client.hScanIterator('hash'))
        fields.push(...page.map(({ field }) => field));
      expect(new Set(fields)).toEqual(new Set(names));
    });

    it('reads a stream as a group', async () => {
      const client = await connect(RESP);
      await client.xGroupCreate('orders', 'billing', '0', { MKSTREAM: true });
      const id = await client.xAdd('orders', '*', { item: 'tea' });
      const read = await client.xReadGroup('billing', 'first', { key: 'orders', id: '>' });
      expect(read).toMatchObject([
        { name: 'orders', messages: [{ id, message: { item: 'tea' } }] },
      ]);
      expect(await client.xPending('orders', 'billing')).toMatchObject({
        pending: 1,
        firstId: id,
        consumers: [{ name: 'first', deliveriesCounter: 1 }],
      });
      expect(await client.xAck('orders', 'billing', id)).toBe(1);
    });

    it('calls scripts and functions', async () => {
      const client = createClient({
        url: server.url,
        RESP,
        scripts: {
          add: defineScript({
            NUMBER_OF_KEYS: 1,
            SCRIPT: "return redis.call('incrby', KEYS[1], ARGV[1])",
            parseCommand: (parser, key: string, amount: number) => {
              parser.pushKey(key);
              parser.push(String(amount));
            },
            transformReply: (reply: unknown) => Number(reply),
          }),
        },
      });
      closings.push(() => client.destroy());
      await client.connect();
      expect(await client.add('sum', 3)).toBe(3);
      await client.scriptFlush();
      expect(await client.add('sum', 4)).toBe(7);
      await client.functionLoad(
        "#!lua name=greetings\nredis.register_function('greet', function(keys, args) return 'hello ' .. args[1] end)",
      );
      expect(await client.fCall('greet', { arguments: ['Ada'] })).toBe('hello Ada');
      expect(await client.functionList()).toMatchObject([{ library_name: 'greetings' }]);
    });
  },
);

describe('the client-side cache of node-redis', () => {
  it('answers by itself until another client changes the key', async () => {
    const cache = new BasicClientSideCache({ ttl: 0, maxEntries: 0 });
    const client = createClient({ url: server.url, RESP: 3, clientSideCache: cache });
    closings.push(() => client.destroy());
    await client.connect();
    const other = await connect(3);
    await other.set('shared', 'old');
    expect(await client.get('shared')).toBe('old');
    expect(await client.get('shared')).toBe('old');
    expect(cache.stats()).toMatchObject({ hitCount: 1, missCount: 1 });
    await other.set('shared', 'new');
    await expect.poll(() => client.get('shared')).toBe('new');
    expect(cache.stats().missCount).toBe(2);
  });
});
