import {
  Batch,
  GlideClient as Glide,
  type GlideClient,
  Logger,
  ProtocolVersion,
  Script,
  TimeUnit,
} from '@valkey/valkey-glide';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownServer } from './testing/own-server.ts';

// A closed client of glide lets its connection go seconds later, and tells the console what it lost.
const server = ownServer({ clientsLinger: true });
Logger.setLoggerConfig('off');

describe.each([
  { name: 'RESP2', protocol: ProtocolVersion.RESP2 },
  { name: 'RESP3', protocol: ProtocolVersion.RESP3 },
])('valkey-glide in $name', ({ protocol }) => {
  let client: GlideClient;
  const configuration = () => ({
    addresses: [{ host: '127.0.0.1', port: server.port }],
    protocol,
    requestTimeout: 2_000,
  });
  beforeEach(async () => {
    client = await Glide.createClient(configuration());
  });
  afterEach(() => client.close());

  it('transforms what the protocol gives into the same values', async () => {
    expect(await client.set('text', 'abc', { expiry: { type: TimeUnit.Seconds, count: 60 } })).toBe(
      'OK',
    );
    await client.hset('user', { name: 'Ada' });
    await client.sadd('set', ['a', 'b']);
    await client.zadd('board', { half: 1.5, two: 2 });
    expect(await client.ttl('text')).toBeGreaterThan(50);
    expect(await client.hgetall('user')).toEqual([{ field: 'name', value: 'Ada' }]);
    expect(await client.smembers('set')).toEqual(new Set(['a', 'b']));
    expect(await client.zrangeWithScores('board', { start: 0, end: -1 })).toEqual([
      { element: 'half', score: 1.5 },
      { element: 'two', score: 2 },
    ]);
    expect(await client.get('missing')).toBeNull();
  });

  it('runs batches, as a transaction and not', async () => {
    const batch = (atomic: boolean) =>
      new Batch(atomic).set('text', 'abc').incr('count').get('text');
    expect(await client.exec(batch(true), true)).toEqual(['OK', 1, 'abc']);
    expect(await client.exec(batch(false), true)).toEqual(['OK', 2, 'abc']);
    const wrong = new Batch(true).set('text', 'abc').incr('text');
    expect(await client.exec(wrong, false)).toMatchObject([
      'OK',
      { message: expect.stringContaining('value is not an integer') },
    ]);
  });

  it('invokes a script that the server has not seen', async () => {
    const script = new Script("return redis.call('incrby', KEYS[1], ARGV[1])");
    try {
      expect(await client.invokeScript(script, { keys: ['sum'], args: ['3'] })).toBe(3);
      await client.scriptFlush();
      expect(await client.invokeScript(script, { keys: ['sum'], args: ['4'] })).toBe(7);
    } finally {
      script.release();
    }
  });

  it('receives messages', async () => {
    const subscriber = await Glide.createClient({
      ...configuration(),
      protocol: ProtocolVersion.RESP3,
      pubsubSubscriptions: {
        channelsAndPatterns: { 0: new Set(['news']), 1: new Set(['wea*']) },
      },
    });
    try {
      expect(await client.publish('sunny', 'weather')).toBe(1);
      expect(await subscriber.getPubSubMessage()).toMatchObject({
        channel: 'weather',
        message: 'sunny',
        pattern: 'wea*',
      });
      await client.publish('hello', 'news');
      expect(await subscriber.getPubSubMessage()).toMatchObject({
        channel: 'news',
        message: 'hello',
      });
    } finally {
      subscriber.close();
    }
  });

  it('reads a stream as a group', async () => {
    await client.xgroupCreate('orders', 'billing', '0', { mkStream: true });
    const id = await client.xadd('orders', [['item', 'tea']]);
    expect(await client.xreadgroup('billing', 'first', { orders: '>' })).toEqual([
      { key: 'orders', value: { [String(id)]: [['item', 'tea']] } },
    ]);
    expect(await client.xack('orders', 'billing', [String(id)])).toBe(1);
  });
});
