import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sealDump } from '../../../../harness/rdb/dump.ts';
import { encodeCommand } from '../../../../harness/wire/encode.ts';
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { inProcess, type TestClient } from '../../testing/in-process.ts';

function ask(client: TestClient, ...argv: readonly ByteString[]): ByteString {
  return client.write(encodeCommand(argv));
}

function dump(client: TestClient, key: ByteString): ByteString {
  const reply = ask(client, 'DUMP', key);
  return reply.slice(reply.indexOf('\r\n') + 2, -2);
}

const item = fc.oneof(
  fc.integer().map(String),
  fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
);
const items = fc.array(item, { minLength: 1, maxLength: 150 });
const pairs = items.map((given) => given.flatMap((one) => [one, one]));
const scored = fc
  .array(fc.tuple(fc.double({ noNaN: true }).map(String), item), { minLength: 1, maxLength: 150 })
  .map((given) => given.flat().map((text) => text.replace('Infinity', 'inf')));

interface Making {
  readonly make: readonly ByteString[];
  /** Reads the key whole. */
  readonly read: (key: ByteString) => readonly ByteString[];
}

const making: fc.Arbitrary<Making> = fc.oneof(
  item.map<Making>((text) => ({ make: ['SET', 'key', text], read: (key) => ['GET', key] })),
  items.map<Making>((given) => ({
    make: ['RPUSH', 'key', ...given],
    read: (key) => ['LRANGE', key, '0', '-1'],
  })),
  items.map<Making>((given) => ({
    make: ['SADD', 'key', ...given],
    read: (key) => ['SMEMBERS', key],
  })),
  pairs.map<Making>((given) => ({
    make: ['HSET', 'key', ...given],
    read: (key) => ['HGETALL', key],
  })),
  scored.map<Making>((given) => ({
    make: ['ZADD', 'key', ...given],
    read: (key) => ['ZRANGE', key, '0', '-1', 'WITHSCORES'],
  })),
);

describe('DUMP and RESTORE', () => {
  it('bring back content and encoding of any value', () => {
    const client = inProcess().connect();
    fc.assert(
      fc.property(making, ({ make, read }) => {
        ask(client, 'FLUSHALL');
        expect(ask(client, ...make)).not.toMatch(/^-/);
        expect(ask(client, 'RESTORE', 'copy', '0', dump(client, 'key'))).toBe('+OK\r\n');
        expect(ask(client, ...read('copy'))).toBe(ask(client, ...read('key')));
        expect(client.send('OBJECT ENCODING copy')).toBe(client.send('OBJECT ENCODING key'));
      }),
    );
  });

  it('keep a listpack of integers what it is', () => {
    const client = inProcess().connect();
    client.send('SADD key word 3 1');
    client.send('SREM key word');
    ask(client, 'RESTORE', 'copy', '0', dump(client, 'key'));
    expect(client.send('OBJECT ENCODING copy')).toBe('$8\r\nlistpack\r\n');
    expect(client.send('SMEMBERS copy')).toBe('*2\r\n$1\r\n3\r\n$1\r\n1\r\n');
  });
});

const HELLO = sealDump('\x00\x05hello', 11);

describe('RESTORE', () => {
  // Each step of the check is reached only by what passed the ones before.
  it.each([
    [['key', 'x', 'x', 'SOON'], 'ERR syntax error'],
    [['key', 'x', 'x', 'IDLETIME', '-1', 'SOON'], 'ERR Invalid IDLETIME value, must be >= 0'],
    [['key', 'x', 'x', 'FREQ', '256'], 'ERR Invalid FREQ value, must be >= 0 and <= 255'],
    [['key', 'x', 'x', 'IDLETIME', '1', 'FREQ', '300'], 'ERR syntax error'],
    [['busy', 'x', 'x', 'FREQ', '1'], 'BUSYKEY Target key name already exists.'],
    [['key', 'x', 'x'], 'ERR value is not an integer or out of range'],
    [['key', '-1', 'x'], 'ERR Invalid TTL value, must be >= 0'],
    [['key', '0', 'x'], 'ERR DUMP payload version or checksum are wrong'],
    [['busy', '0', 'x', 'REPLACE'], 'ERR DUMP payload version or checksum are wrong'],
    [['key', '0', sealDump('\x0f\x00', 11)], 'ERR Bad data format'],
  ])('%j → %s', (argv, text) => {
    const client = inProcess().connect();
    client.send('SET busy old');
    expect(ask(client, 'RESTORE', ...argv)).toBe(`-${text}\r\n`);
    expect(client.send('GET busy')).toBe('$3\r\nold\r\n');
    expect(client.send('EXISTS key')).toBe(':0\r\n');
  });

  it('counts the time to live from now, or with ABSTTL from the epoch', () => {
    const server = inProcess();
    const client = server.connect();
    ask(client, 'RESTORE', 'key', '5000', HELLO);
    ask(client, 'RESTORE', 'until', String(server.core.nowMs + 7000), HELLO, 'ABSTTL');
    server.advance(1000);
    expect(client.send('PTTL key')).toBe(':4000\r\n');
    expect(client.send('PTTL until')).toBe(':6000\r\n');
  });

  it('keeps a key until the end of time when its expiry is beyond that', () => {
    const client = inProcess().connect();
    expect(ask(client, 'RESTORE', 'key', '9223372036854775807', HELLO)).toBe('+OK\r\n');
    expect(client.send('PEXPIRETIME key')).toBe(':9223372036854775807\r\n');
  });

  it('tells what it did by events', () => {
    const server = inProcess();
    const client = server.connect();
    const events: string[] = [];
    server.core.onKeyspaceEvent = (_class, event, key) => events.push(`${event} ${key}`);
    ask(client, 'RESTORE', 'key', '0', HELLO);
    ask(client, 'RESTORE', 'key', '0', HELLO, 'REPLACE');
    ask(client, 'RESTORE', 'key', '1', HELLO, 'ABSTTL', 'REPLACE');
    ask(client, 'RESTORE', 'key', '1', HELLO, 'ABSTTL', 'REPLACE');
    const restored = ['new key', 'restore key'];
    expect(events).toEqual([...restored, ...restored, 'del key']);
  });

  it('sets for how long the key has been idle', () => {
    const server = inProcess();
    const client = server.connect();
    ask(client, 'RESTORE', 'key', '0', HELLO, 'IDLETIME', '1000');
    server.advance(5000);
    expect(client.send('OBJECT IDLETIME key')).toBe(':1005\r\n');
  });

  it('sets how often the key was used under an LFU policy', () => {
    const client = inProcess({ settings: { 'maxmemory-policy': 'allkeys-lfu' } }).connect();
    ask(client, 'RESTORE', 'key', '0', HELLO, 'FREQ', '200');
    expect(client.send('OBJECT FREQ key')).toBe(':200\r\n');
  });

  it('wakes those who wait for the key', () => {
    const server = inProcess();
    const [waiting, client] = [server.connect(), server.connect()];
    waiting.send('BLPOP list 0');
    ask(client, 'RESTORE', 'list', '0', sealDump('\x01\x01\x01a', 11));
    expect(waiting.received()).toBe('*2\r\n$4\r\nlist\r\n$1\r\na\r\n');
  });
});
