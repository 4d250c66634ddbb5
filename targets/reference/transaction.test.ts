import { describe, expect, it } from 'vitest';
import { inProcess } from './testing/in-process.ts';

describe('a transaction', () => {
  it('runs what was queued, and goes on after an error of a command', () => {
    const client = inProcess().connect();
    const replies = ['MULTI', 'SET key word', 'INCR key', 'GET key', 'EXEC'].map(client.send);
    expect(replies).toEqual([
      '+OK\r\n',
      '+QUEUED\r\n',
      '+QUEUED\r\n',
      '+QUEUED\r\n',
      '*3\r\n+OK\r\n-ERR value is not an integer or out of range\r\n$4\r\nword\r\n',
    ]);
  });

  it.each([['GET'], ['NOSUCH']])('is discarded when %s could not be queued', (wrong) => {
    const client = inProcess().connect();
    client.send('MULTI');
    client.send(wrong);
    client.send('SET key value');
    expect(client.send('EXEC')).toBe(
      '-EXECABORT Transaction discarded because of previous errors.\r\n',
    );
    expect(client.send('EXISTS key')).toBe(':0\r\n');
  });

  it('ends with a wrong EXEC', () => {
    const client = inProcess().connect();
    client.send('MULTI');
    expect(client.send('EXEC now')).toBe(
      "-EXECABORT Transaction discarded because of: wrong number of arguments for 'exec' command\r\n",
    );
    expect(client.send('EXEC')).toBe('-ERR EXEC without MULTI\r\n');
  });

  it.each([
    ['SET watched other', '*-1\r\n'],
    ['DEL watched', '*-1\r\n'],
    ['FLUSHALL', '*-1\r\n'],
    ['SWAPDB 0 1', '*-1\r\n'],
    ['EXPIRE watched 100', '*-1\r\n'],
    ['SET unwatched other', '*0\r\n'],
    ['GET watched', '*0\r\n'],
    ['EXPIRE missing 100', '*0\r\n'],
  ])('watching a key while another client sends %s', (line, reply) => {
    const server = inProcess();
    const [watching, other] = [server.connect(), server.connect()];
    watching.send('SET watched value');
    watching.send('WATCH watched');
    other.send(line);
    watching.send('MULTI');
    expect(watching.send('EXEC')).toBe(reply);
  });

  it('fails when a watched key has expired', () => {
    const server = inProcess();
    const client = server.connect();
    client.send('SET watched value PX 10');
    client.send('WATCH watched');
    client.send('MULTI');
    server.advance(11);
    expect(client.send('EXEC')).toBe('*-1\r\n');
  });

  it('does not wait inside', () => {
    const client = inProcess().connect();
    client.send('MULTI');
    client.send('WAIT 1 0');
    expect(client.send('EXEC')).toBe('*1\r\n:0\r\n');
  });
});
