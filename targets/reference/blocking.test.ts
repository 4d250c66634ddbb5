import { describe, expect, it } from 'vitest';
import { inProcess } from './testing/in-process.ts';

describe('a blocked client', () => {
  it('is served in order of arrival', () => {
    const server = inProcess();
    const [first, second, pusher] = [server.connect(), server.connect(), server.connect()];
    expect(first.send('BLPOP list 0')).toBe('');
    expect(second.send('BLPOP other list 0')).toBe('');
    pusher.send('RPUSH list a b');
    expect(first.received()).toBe('*2\r\n$4\r\nlist\r\n$1\r\na\r\n');
    expect(second.received()).toBe('*2\r\n$4\r\nlist\r\n$1\r\nb\r\n');
  });

  it('gives up when its time is up', () => {
    const server = inProcess();
    const client = server.connect();
    client.send('BLPOP list 0.5');
    server.advance(499);
    expect(client.received()).toBe('');
    server.advance(1);
    expect(client.received()).toBe('*-1\r\n');
  });

  it('keeps its next commands waiting', () => {
    const server = inProcess();
    const [client, pusher] = [server.connect(), server.connect()];
    expect(client.write('BLPOP list 0\r\nPING\r\n')).toBe('');
    pusher.send('RPUSH list a');
    expect(client.received()).toBe('*2\r\n$4\r\nlist\r\n$1\r\na\r\n+PONG\r\n');
  });

  it('is not woken by a value of another type', () => {
    const server = inProcess();
    const [client, other] = [server.connect(), server.connect()];
    client.send('BLPOP list 0');
    other.send('SET list text');
    expect(client.received()).toBe('');
    other.send('DEL list');
    other.send('RPUSH list a');
    expect(client.received()).toBe('*2\r\n$4\r\nlist\r\n$1\r\na\r\n');
  });

  it('is woken by a key that comes by RENAME, and only after a transaction', () => {
    const server = inProcess();
    const [client, other] = [server.connect(), server.connect()];
    client.send('BLPOP list 0');
    for (const line of ['MULTI', 'RPUSH source a b', 'RENAME source list', 'LPOP list']) {
      other.send(line);
    }
    expect(other.send('EXEC')).toBe('*3\r\n:2\r\n+OK\r\n$1\r\na\r\n');
    expect(client.received()).toBe('*2\r\n$4\r\nlist\r\n$1\r\nb\r\n');
  });

  it.each([
    ['TIMEOUT', '*-1\r\n'],
    ['ERROR', '-UNBLOCKED client unblocked via CLIENT UNBLOCK\r\n'],
  ])('can be unblocked with %s', (reason, reply) => {
    const server = inProcess();
    const [client, other] = [server.connect(), server.connect()];
    client.send('BLPOP list 0');
    expect(other.send(`CLIENT UNBLOCK ${client.connection.id} ${reason}`)).toBe(':1\r\n');
    expect(client.received()).toBe(reply);
    expect(client.send('PING')).toBe('+PONG\r\n');
  });

  it('leaves its queue when it goes', () => {
    const server = inProcess();
    const [client, pusher] = [server.connect(), server.connect()];
    client.send('BLPOP list 0');
    client.connection.leave();
    pusher.send('RPUSH list a');
    expect(pusher.send('LLEN list')).toBe(':1\r\n');
    expect(server.core.database(0)?.waiters.size).toBe(0);
  });
});
