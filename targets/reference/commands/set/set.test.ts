import { describe, expect, it } from 'vitest';
import { inProcess } from '../../testing/in-process.ts';

/** A line and the reply to it; a second reply when the one in RESP3 is another. */
type Exchange = readonly [line: string, reply: string, resp3?: string];

/** What a live 7.2-level server answered, each session from an empty keyspace. */
const sessions: Readonly<Record<string, readonly Exchange[]>> = {
  'add, look and remove': [
    ['SADD s 3 1 2 1', ':3\r\n'],
    [
      'SMEMBERS s',
      '*3\r\n$1\r\n1\r\n$1\r\n2\r\n$1\r\n3\r\n',
      '~3\r\n$1\r\n1\r\n$1\r\n2\r\n$1\r\n3\r\n',
    ],
    ['SADD s a', ':1\r\n'],
    [
      'SMEMBERS s',
      '*4\r\n$1\r\n1\r\n$1\r\n2\r\n$1\r\n3\r\n$1\r\na\r\n',
      '~4\r\n$1\r\n1\r\n$1\r\n2\r\n$1\r\n3\r\n$1\r\na\r\n',
    ],
    ['SCARD s', ':4\r\n'],
    ['SISMEMBER s a', ':1\r\n'],
    ['SMISMEMBER s a nope', '*2\r\n:1\r\n:0\r\n'],
    ['SREM s a nope', ':1\r\n'],
    [
      'SMEMBERS s',
      '*3\r\n$1\r\n1\r\n$1\r\n2\r\n$1\r\n3\r\n',
      '~3\r\n$1\r\n1\r\n$1\r\n2\r\n$1\r\n3\r\n',
    ],
  ],
  move: [
    ['SADD s a', ':1\r\n'],
    ['SMOVE s t a', ':1\r\n'],
    ['EXISTS s', ':0\r\n'],
    ['SMOVE t t a', ':1\r\n'],
    ['SMOVE t s nope', ':0\r\n'],
    ['SET text x', '+OK\r\n'],
    ['SMOVE missing text a', ':0\r\n'],
    ['SMOVE t text a', '-WRONGTYPE Operation against a key holding the wrong kind of value\r\n'],
  ],
  combine: [
    ['SADD s a b c d', ':4\r\n'],
    ['SADD t b c z', ':3\r\n'],
    ['SINTER s t', '*2\r\n$1\r\nb\r\n$1\r\nc\r\n', '~2\r\n$1\r\nb\r\n$1\r\nc\r\n'],
    [
      'SUNION s t',
      '*5\r\n$1\r\na\r\n$1\r\nb\r\n$1\r\nc\r\n$1\r\nd\r\n$1\r\nz\r\n',
      '~5\r\n$1\r\na\r\n$1\r\nb\r\n$1\r\nc\r\n$1\r\nd\r\n$1\r\nz\r\n',
    ],
    ['SDIFF s t', '*2\r\n$1\r\na\r\n$1\r\nd\r\n', '~2\r\n$1\r\na\r\n$1\r\nd\r\n'],
    ['SDIFF s s', '*0\r\n', '~0\r\n'],
    ['SINTER s missing', '*0\r\n', '~0\r\n'],
    ['SINTERCARD 2 s t LIMIT 1', ':1\r\n'],
    ['SINTERCARD 2 s t', ':2\r\n'],
    ['SINTERCARD 0 s', '-ERR numkeys should be greater than 0\r\n'],
    ['SINTERCARD 3 s t', "-ERR Number of keys can't be greater than number of args\r\n"],
    ['SINTERCARD 1 s LIMIT -1', "-ERR LIMIT can't be negative\r\n"],
  ],
  store: [
    ['SADD s a b', ':2\r\n'],
    ['SADD t b c', ':2\r\n'],
    ['SINTERSTORE d s t', ':1\r\n'],
    ['SMEMBERS d', '*1\r\n$1\r\nb\r\n', '~1\r\n$1\r\nb\r\n'],
    ['SUNIONSTORE d s t', ':3\r\n'],
    ['SDIFFSTORE d missing s', ':0\r\n'],
    ['EXISTS d', ':0\r\n'],
    ['SET text x', '+OK\r\n'],
    [
      'SINTERSTORE d missing text',
      '-WRONGTYPE Operation against a key holding the wrong kind of value\r\n',
    ],
  ],
  'leave the encoding that the way of computing gives': [
    ['SADD s x 5 1', ':3\r\n'],
    ['SADD t x y z', ':3\r\n'],
    ['SDIFFSTORE d s t', ':2\r\n'],
    ['OBJECT ENCODING d', '$6\r\nintset\r\n'],
    ['SADD u x y z v w', ':5\r\n'],
    ['SDIFFSTORE d s u', ':2\r\n'],
    ['OBJECT ENCODING d', '$6\r\nintset\r\n'],
  ],
  draw: [
    ['SADD s a', ':1\r\n'],
    ['SRANDMEMBER s', '$1\r\na\r\n'],
    ['SRANDMEMBER s -2', '*2\r\n$1\r\na\r\n$1\r\na\r\n'],
    ['SRANDMEMBER s 2', '*1\r\n$1\r\na\r\n'],
    ['SRANDMEMBER missing 2', '*0\r\n'],
    ['SPOP s 0', '*0\r\n', '~0\r\n'],
    ['SPOP s', '$1\r\na\r\n'],
    ['SPOP s', '$-1\r\n', '_\r\n'],
    ['SPOP s 1', '*0\r\n', '~0\r\n'],
    ['SPOP s -1', '-ERR value is out of range, must be positive\r\n'],
    ['SPOP s 1 2', '-ERR syntax error\r\n'],
  ],
  scan: [
    ['SADD s a b', ':2\r\n'],
    ['SSCAN s 0', '*2\r\n$1\r\n0\r\n*2\r\n$1\r\na\r\n$1\r\nb\r\n'],
    ['SSCAN s 0 MATCH a', '*2\r\n$1\r\n0\r\n*1\r\n$1\r\na\r\n'],
    ['SSCAN missing 0 NONSENSE', '*2\r\n$1\r\n0\r\n*0\r\n'],
    ['SSCAN s 0 COUNT 0', '-ERR syntax error\r\n'],
  ],
};

describe('set commands', () => {
  it.each(Object.entries(sessions))('%s', (_title, exchanges) => {
    const client = inProcess().connect();
    for (const [line, reply] of exchanges) expect(client.send(line), line).toBe(reply);
  });

  it.each(Object.entries(sessions))('%s, in RESP3', (_title, exchanges) => {
    const client = inProcess().connect();
    client.send('HELLO 3');
    for (const [line, reply, resp3] of exchanges) {
      expect(client.send(line), line).toBe(resp3 ?? reply);
    }
  });
});
