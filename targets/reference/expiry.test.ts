import { describe, expect, it } from 'vitest';
import { Housekeeping } from './housekeeping.ts';
import { inProcess } from './testing/in-process.ts';

describe('a key with an expiry', () => {
  it('is there to its last millisecond, and gone after it', () => {
    const server = inProcess();
    const client = server.connect();
    client.send('SET key value PX 100');
    server.advance(100);
    expect(client.send('PTTL key')).toBe(':0\r\n');
    expect(client.send('GET key')).toBe('$5\r\nvalue\r\n');
    server.advance(1);
    expect(client.send('GET key')).toBe('$-1\r\n');
    expect(client.send('PTTL key')).toBe(':-2\r\n');
  });

  it.each([
    ['EXPIRE key 100', ':100\r\n'],
    ['EXPIRE key 0', ':-2\r\n'],
    ['PEXPIRE key 1499', ':1\r\n'],
    ['PEXPIRE key 1500', ':2\r\n'],
    ['EXPIREAT key 1700000050', ':50\r\n'],
    ['EXPIRE key 5 GT', ':10\r\n'],
    ['EXPIRE key 5 LT', ':5\r\n'],
    ['EXPIRE key 20 GT', ':20\r\n'],
    ['EXPIRE key 20 NX', ':10\r\n'],
    ['PERSIST key', ':-1\r\n'],
    ['SET key other', ':-1\r\n'],
    ['SET key other KEEPTTL', ':10\r\n'],
    ['APPEND key more', ':10\r\n'],
    ['GETEX key PERSIST', ':-1\r\n'],
    ['PEXPIREAT key 9223372036854775807', ':9223370336854776\r\n'],
  ])('of 10 s has, after %s, the TTL %j', (line, ttl) => {
    const client = inProcess().connect();
    client.send('SET key value EX 10');
    client.send(line);
    expect(client.send('TTL key')).toBe(ttl);
  });

  it('goes without being asked for', () => {
    const server = inProcess();
    const client = server.connect();
    const housekeeping = new Housekeeping(server.core);
    for (let index = 0; index < 500; index += 1) client.send(`SET key-${index} value PX 50`);
    client.send('SET staying value PX 5000');
    housekeeping.start();
    server.advance(100);
    const left = server.core.database(0)?.entries.size ?? 0;
    expect(left).toBeGreaterThanOrEqual(1);
    // A share of stale keys is tolerated; the rest has gone.
    expect(left).toBeLessThan(150);
    housekeeping.stop();
  });

  it('stays while the active expiry is off', () => {
    const server = inProcess();
    const client = server.connect();
    client.send('SET key value PX 50');
    client.send('DEBUG SET-ACTIVE-EXPIRE 0');
    const housekeeping = new Housekeeping(server.core);
    housekeeping.start();
    server.advance(100);
    housekeeping.stop();
    expect(client.send('DBSIZE')).toBe(':1\r\n');
    expect(client.send('EXISTS key')).toBe(':0\r\n');
    expect(client.send('DBSIZE')).toBe(':0\r\n');
  });
});
