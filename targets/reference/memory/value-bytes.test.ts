import { describe, expect, it } from 'vitest';
import { inProcess } from '../testing/in-process.ts';

function usage(make: readonly string[], key: string): string {
  const client = inProcess().connect();
  for (const line of make) client.send(line);
  return client.send(`MEMORY USAGE ${key}`);
}

describe('MEMORY USAGE', () => {
  // As redict 7.3.6 estimates them.
  it.each([
    [['SET k v'], 'k', 64],
    [['SET k 12345'], 'k', 48],
    [['SET k 123456789012345678901234567890123456789012345'], 'k', 112],
    [['SETRANGE big 9999 x'], 'big', 10288],
    [
      ['SET aVeryLongKeyNameWithMoreThan32CharactersInIt v'],
      'aVeryLongKeyNameWithMoreThan32CharactersInIt',
      104,
    ],
    [['RPUSH l a b c'], 'l', 64],
    [[`RPUSH l a b c ${'a'.repeat(52)}`], 'l', 128],
    [['HSET h f v'], 'h', 64],
    [['SADD s 1 2 3'], 's', 64],
    [['SADD s a b c'], 's', 64],
    [['ZADD z 1 a'], 'z', 64],
    [['CONFIG SET hash-max-listpack-entries 0', 'HSET h2 f v g w'], 'h2', 216],
  ])('after %j', (make, key, bytes) => {
    expect(usage(make, key)).toBe(`:${bytes}\r\n`);
  });

  it('looks at as many elements as it is told, and takes the rest for the like of them', () => {
    const make = [`HSET h a x b x c x d x e x z ${'y'.repeat(1000)}`];
    const client = inProcess().connect();
    for (const line of make) client.send(line);
    const bytes = (samples: number) =>
      Number(client.send(`MEMORY USAGE h SAMPLES ${samples}`).slice(1));
    expect(bytes(1)).toBeLessThan(500);
    expect(bytes(0)).toBeGreaterThan(1000);
  });
});
