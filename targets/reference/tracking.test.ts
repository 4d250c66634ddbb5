import { describe, expect, it } from 'vitest';
import { type InProcess, inProcess, type TestClient } from './testing/in-process.ts';

function reader(server: InProcess, options = ''): TestClient {
  const client = server.connect();
  client.send('HELLO 3');
  client.send(`CLIENT TRACKING ON${options}`);
  return client;
}

function invalidated(...keys: string[]): string {
  const items = keys.map((key) => `$${key.length}\r\n${key}\r\n`).join('');
  return `>2\r\n$10\r\ninvalidate\r\n*${keys.length}\r\n${items}`;
}

describe('client tracking', () => {
  it('tells of a key once, until it is read again', () => {
    const server = inProcess();
    const [client, writer] = [reader(server), server.connect()];
    client.send('GET key');
    writer.send('SET key 1');
    writer.send('SET key 2');
    expect(client.received()).toBe(invalidated('key'));
  });

  it('tells of own changes behind the reply, and not at all with NOLOOP', () => {
    const server = inProcess();
    const client = reader(server);
    client.send('GET key');
    expect(client.send('SET key 1')).toBe(`+OK\r\n${invalidated('key')}`);
    client.send('CLIENT TRACKING ON NOLOOP');
    client.send('GET key');
    expect(client.send('SET key 1')).toBe('+OK\r\n');
  });

  it('tells of keys that the server takes away', () => {
    const server = inProcess();
    const [client, writer] = [reader(server), server.connect()];
    writer.send('SET key 1 PX 5');
    client.send('GET key');
    server.advance(6);
    writer.send('GET key');
    expect(client.received()).toBe(invalidated('key'));
  });

  it('broadcasts once for all that one chunk of requests changed, sorted', () => {
    const server = inProcess();
    const client = reader(server, ' BCAST PREFIX a');
    server.connect().write('SET ab 1\r\nSET b 1\r\nSET a 1\r\nSET ab 2\r\n');
    expect(client.received()).toBe(invalidated('a', 'ab'));
  });

  it('holds CLIENT CACHING for the next command or the next transaction only', () => {
    const server = inProcess();
    const [client, writer] = [reader(server, ' OPTIN'), server.connect()];
    client.send('CLIENT CACHING YES');
    client.send('MULTI');
    client.send('GET a');
    client.send('GET b');
    client.send('EXEC');
    client.send('GET c');
    writer.send('MSET a 1 b 1 c 1');
    expect(client.received()).toBe(invalidated('a') + invalidated('b'));
  });

  it('says when who is redirected to has gone', () => {
    const server = inProcess();
    const [target, writer] = [server.connect(), server.connect()];
    const client = reader(server, ` REDIRECT ${target.connection.id}`);
    target.send('QUIT');
    client.send('GET key');
    writer.send('SET key 1');
    expect(client.received()).toContain('tracking-redir-broken');
    expect(client.send('CLIENT TRACKINGINFO')).toContain('broken_redirect');
  });

  it('forgets keys above the limit as if they had changed', () => {
    const server = inProcess({ settings: { 'tracking-table-max-keys': 10 } });
    const client = reader(server);
    for (let key = 0; key < 20; key += 1) client.send(`GET key${key}`);
    client.send('PING');
    expect(server.core.tracking.counts.keys).toBe(10);
  });

  it('has nothing to tell a RESP2 connection, which keeps its replies whole', () => {
    const server = inProcess();
    const client = server.connect();
    client.send('CLIENT TRACKING ON');
    client.send('GET key');
    expect(client.send('SET key 1')).toBe('+OK\r\n');
  });
});
