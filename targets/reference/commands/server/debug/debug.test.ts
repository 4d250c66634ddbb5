import { describe, expect, it } from 'vitest';
import { inProcess } from '../../../testing/in-process.ts';

// As redict 7.3.6 and redis 7.0.15 answer.
const DIGESTS: readonly (readonly [make: string, key: string, digest: string])[] = [
  ['SET k v', 'k', 'd79ee9fe5d5ad902d7f6620efc3b07b75ddd742f'],
  ['SET i 123', 'i', '89f7f51b707418f666d5b45e053bd5bbbf82ac2b'],
  ['RPUSH l a b c', 'l', '8bf72d812571eea9b927f3c11beb0c4165a6ff89'],
  ['SADD s c b a', 's', '593c2414786d75446e97f4ea5d4b731f3313da72'],
  ['SADD s 3 2 1', 's', '2a462a3f51a1db89738ebbeef0c47ce1bbc85246'],
  ['ZADD z inf c 2 b 1.5 a', 'z', 'e92d6b728e330370f3ad224b269045df0d1b132d'],
  ['HSET h g w f v', 'h', 'd127864ed50239662bf61bafc9bda63c17da5b37'],
  ['SET e v EX 1000', 'e', '311b17018163335616e089f6b951c82c477335ac'],
  ['PING', 'missing', '0'.repeat(40)],
];

describe('DEBUG', () => {
  it.each(DIGESTS)('DIGEST-VALUE after %s', (make, key, digest) => {
    const client = inProcess().connect();
    client.send(make);
    expect(client.send(`DEBUG DIGEST-VALUE ${key}`)).toBe(`*1\r\n+${digest}\r\n`);
  });

  it('DIGEST of several databases', () => {
    const client = inProcess().connect();
    for (const [make] of DIGESTS) if (!make.startsWith('SADD s 3')) client.send(make);
    client.send('SADD s2 1 2 3');
    client.send('XADD x 1-1 f v g w');
    client.send('XADD x 2-1 f v');
    expect(client.send('DEBUG DIGEST')).toBe('+d54adda0255f78444cc4a1e7d87a1f2b15710720\r\n');
    client.send('SELECT 3');
    client.send('SET k v');
    expect(client.send('DEBUG DIGEST')).toBe('+4016d714017b28916f234a1a64048d20790a0336\r\n');
  });

  it('RELOAD changes nothing that a client can read', () => {
    const client = inProcess().connect();
    for (const [make] of DIGESTS) client.send(make);
    const before = client.send('DEBUG DIGEST');
    expect(client.send('DEBUG RELOAD')).toBe('+OK\r\n');
    expect(client.send('DEBUG DIGEST')).toBe(before);
  });

  it('SLEEP counts as the time that the command took', () => {
    const { advance, connect } = inProcess();
    const client = connect();
    client.send('CONFIG SET latency-monitor-threshold 100');
    client.send('DEBUG SLEEP 0.2');
    advance(200);
    expect(client.received()).toBe('+OK\r\n');
    expect(client.send('SLOWLOG LEN')).toBe(':1\r\n');
    expect(client.send('LATENCY HISTORY command')).toBe('*1\r\n*2\r\n:1700000000\r\n:200\r\n');
  });

  it('is refused where a setting says so, except to those who are near', () => {
    const settings = { 'enable-debug-command': 'no' };
    const refused = inProcess({ settings }).connect().send('DEBUG DIGEST');
    expect(refused).toMatch(/^-ERR DEBUG command not allowed\. /);
    const near = inProcess({ settings: { 'enable-debug-command': 'local' } }).connect();
    expect(near.send('DEBUG DIGEST')).toMatch(/^\+/);
  });

  it('refuses to take the process down', () => {
    expect(inProcess().connect().send('DEBUG SEGFAULT')).toMatch(/^-ERR /);
  });
});
