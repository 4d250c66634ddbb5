import { describe, expect, it } from 'vitest';
import { inProcess } from '../../testing/in-process.ts';

/** A line and the reply to it; a second reply when the one in RESP3 is another. */
type Exchange = readonly [line: string, reply: string, resp3?: string];

/** What a live 7.2-level server answered, each session from an empty keyspace. */
const sessions: Readonly<Record<string, readonly Exchange[]>> = {
  'set and read fields': [
    ['HSET h a 1 b 2 a 3', ':2\r\n'],
    ['HMSET h c x', '+OK\r\n'],
    ['HSETNX h c y', ':0\r\n'],
    [
      'HGETALL h',
      '*6\r\n$1\r\na\r\n$1\r\n3\r\n$1\r\nb\r\n$1\r\n2\r\n$1\r\nc\r\n$1\r\nx\r\n',
      '%3\r\n$1\r\na\r\n$1\r\n3\r\n$1\r\nb\r\n$1\r\n2\r\n$1\r\nc\r\n$1\r\nx\r\n',
    ],
    ['HMGET h a nope', '*2\r\n$1\r\n3\r\n$-1\r\n', '*2\r\n$1\r\n3\r\n_\r\n'],
    ['HKEYS h', '*3\r\n$1\r\na\r\n$1\r\nb\r\n$1\r\nc\r\n'],
    ['HVALS h', '*3\r\n$1\r\n3\r\n$1\r\n2\r\n$1\r\nx\r\n'],
    ['HLEN h', ':3\r\n'],
    ['HSTRLEN h a', ':1\r\n'],
    ['HEXISTS h nope', ':0\r\n'],
    ['HDEL h a b nope', ':2\r\n'],
    ['HDEL h c', ':1\r\n'],
    ['EXISTS h', ':0\r\n'],
  ],
  count: [
    ['HSET h n 10 f 10.50 t text', ':3\r\n'],
    ['HINCRBY h n 5', ':15\r\n'],
    ['HINCRBY h n 9223372036854775807', '-ERR increment or decrement would overflow\r\n'],
    ['HINCRBY h f 1', '-ERR hash value is not an integer\r\n'],
    ['HINCRBYFLOAT h f 0.1', '$4\r\n10.6\r\n'],
    ['HINCRBYFLOAT h t 1', '-ERR hash value is not a float\r\n'],
    ['HINCRBYFLOAT h n inf', '-ERR value is NaN or Infinity\r\n'],
    ['HINCRBYFLOAT h n nan', '-ERR value is not a valid float\r\n'],
    ['HINCRBY missing n no-number', '-ERR value is not an integer or out of range\r\n'],
  ],
  'draw fields': [
    ['HSET h f v', ':1\r\n'],
    ['HRANDFIELD h', '$1\r\nf\r\n'],
    [
      'HRANDFIELD h -2 WITHVALUES',
      '*4\r\n$1\r\nf\r\n$1\r\nv\r\n$1\r\nf\r\n$1\r\nv\r\n',
      '*2\r\n*2\r\n$1\r\nf\r\n$1\r\nv\r\n*2\r\n$1\r\nf\r\n$1\r\nv\r\n',
    ],
    ['HRANDFIELD h 5', '*1\r\n$1\r\nf\r\n'],
    ['HRANDFIELD h 0', '*0\r\n'],
    ['HRANDFIELD missing', '$-1\r\n', '_\r\n'],
    ['HRANDFIELD missing 1', '*0\r\n'],
    ['HRANDFIELD h 1 VALUES', '-ERR syntax error\r\n'],
    ['HRANDFIELD h 4611686018427387904 WITHVALUES', '-ERR value is out of range\r\n'],
  ],
  scan: [
    ['HSET h a 1 b 2', ':2\r\n'],
    ['HSCAN h 0', '*2\r\n$1\r\n0\r\n*4\r\n$1\r\na\r\n$1\r\n1\r\n$1\r\nb\r\n$1\r\n2\r\n'],
    ['HSCAN h 0 MATCH b* COUNT 5', '*2\r\n$1\r\n0\r\n*2\r\n$1\r\nb\r\n$1\r\n2\r\n'],
    ['HSCAN missing 0 NONSENSE', '*2\r\n$1\r\n0\r\n*0\r\n'],
    ['HSCAN h 0 NONSENSE x', '-ERR syntax error\r\n'],
    ['HSCAN h x', '-ERR invalid cursor\r\n'],
  ],
  refuse: [
    ['HSET h f', "-ERR wrong number of arguments for 'hset' command\r\n"],
    ['HSET h f v g', "-ERR wrong number of arguments for 'hset' command\r\n"],
    ['SET text x', '+OK\r\n'],
    ['HGET text f', '-WRONGTYPE Operation against a key holding the wrong kind of value\r\n'],
    ['HSET text f v', '-WRONGTYPE Operation against a key holding the wrong kind of value\r\n'],
  ],
};

describe('hash commands', () => {
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
