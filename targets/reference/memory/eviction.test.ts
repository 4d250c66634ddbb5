import { describe, expect, it } from 'vitest';
import { inProcess } from '../testing/in-process.ts';

const OOM = "-OOM command not allowed when used memory > 'maxmemory'.\r\n";

function short(policy: string) {
  const server = inProcess();
  const client = server.connect();
  client.send('MSET one 1 two 2 three 3');
  client.send('SET brief 4 PX 1000');
  client.send(`CONFIG SET maxmemory-policy ${policy}`);
  client.send('CONFIG SET maxmemory 1');
  return { ...server, client };
}

describe('where memory is short', () => {
  it('noeviction refuses writes and lets reads and deletes pass', () => {
    const { client } = short('noeviction');
    expect(client.send('SET one 1')).toBe(OOM);
    expect(client.send('GET one')).toBe('$1\r\n1\r\n');
    expect(client.send('DEL one')).toBe(':1\r\n');
    expect(client.send('DBSIZE')).toBe(':3\r\n');
  });

  it('a volatile policy gives up what expires, and then refuses', () => {
    const { client } = short('volatile-ttl');
    expect(client.send('SET one 1')).toBe(OOM);
    expect(client.send('DBSIZE')).toBe(':3\r\n');
    expect(client.send('EXISTS brief')).toBe(':0\r\n');
  });

  it('an evicted key is told of, counted, and fails the transactions that watch it', () => {
    const server = inProcess();
    const client = server.connect();
    const events: string[] = [];
    client.send('SET key value');
    client.send('WATCH key');
    server.core.onKeyspaceEvent = (eventClass, event, key) => {
      events.push(`${eventClass} ${event} ${key}`);
    };
    server.core.settings['maxmemory-policy'] = 'allkeys-random';
    client.send('CONFIG SET maxmemory 1');
    client.send('MULTI');
    client.send('PING');
    expect(client.send('EXEC')).toBe('*-1\r\n');
    expect(events).toEqual(['evicted evicted key']);
    expect(server.core.eviction.evictedKeys).toBe(1);
  });

  it('the keys that were used longest ago go first', () => {
    const server = inProcess();
    const client = server.connect();
    for (let key = 0; key < 40; key += 1) {
      client.send(`SET key:${key} ${'x'.repeat(1000)}`);
      server.advance(1000);
    }
    client.send('GET key:0');
    client.send('CONFIG SET maxmemory-policy allkeys-lru maxmemory-samples 64');
    client.send('CONFIG SET maxmemory 1020000');
    client.send('PING');
    expect(client.send('EXISTS key:0 key:39')).toBe(':2\r\n');
    expect(client.send('EXISTS key:1 key:2')).toBe(':0\r\n');
  });

  it('values that grow in place are noticed', () => {
    const server = inProcess();
    const client = server.connect();
    client.send('CONFIG SET maxmemory 1100000');
    for (let round = 0; round < 200; round += 1) client.send(`RPUSH list ${'x'.repeat(1000)}`);
    expect(client.send('RPUSH list x')).toBe(OOM);
    client.send('LTRIM list 0 0');
    expect(client.send('RPUSH list x')).toBe(':2\r\n');
  });
});
