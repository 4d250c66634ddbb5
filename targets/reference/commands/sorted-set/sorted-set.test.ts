import { describe, expect, it } from 'vitest';
import { inProcess } from '../../testing/in-process.ts';

/** A line and the reply to it; a second reply when the one in RESP3 is another. */
type Exchange = readonly [line: string, reply: string, resp3?: string];

/** What a live 7.2-level server answered, each session from an empty keyspace. */
const sessions: Readonly<Record<string, readonly Exchange[]>> = {
  add: [
    ['ZADD z 1 a 2 b', ':2\r\n'],
    ['ZADD z CH 3 a 4 c', ':2\r\n'],
    ['ZADD z NX 9 a', ':0\r\n'],
    ['ZADD z GT CH 1 a 9 b', ':1\r\n'],
    ['ZADD z XX 1 nope', ':0\r\n'],
    ['ZADD z INCR 1.5 a', '$3\r\n4.5\r\n', ',4.5\r\n'],
    ['ZADD z LT INCR 1 a', '$-1\r\n', '_\r\n'],
    ['ZINCRBY z -inf b', '$4\r\n-inf\r\n', ',-inf\r\n'],
    ['ZINCRBY z inf b', '-ERR resulting score is not a number (NaN)\r\n'],
    ['ZADD z NX XX 1 a', '-ERR XX and NX options at the same time are not compatible\r\n'],
    ['ZADD z GT LT 1 a', '-ERR GT, LT, and/or NX options at the same time are not compatible\r\n'],
    ['ZADD z INCR 1 a 2 b', '-ERR INCR option supports a single increment-element pair\r\n'],
    ['ZADD z 1 a 2', '-ERR syntax error\r\n'],
    ['ZADD z nan a', '-ERR value is not a valid float\r\n'],
  ],
  'read members': [
    ['ZADD z 1 a 2.5 b', ':2\r\n'],
    ['ZSCORE z b', '$3\r\n2.5\r\n', ',2.5\r\n'],
    ['ZMSCORE z a nope', '*2\r\n$1\r\n1\r\n$-1\r\n', '*2\r\n,1\r\n_\r\n'],
    ['ZRANK z b', ':1\r\n'],
    ['ZREVRANK z b WITHSCORE', '*2\r\n:0\r\n$3\r\n2.5\r\n', '*2\r\n:0\r\n,2.5\r\n'],
    ['ZRANK z nope WITHSCORE', '*-1\r\n', '_\r\n'],
    ['ZRANK z nope', '$-1\r\n', '_\r\n'],
    ['ZCARD z', ':2\r\n'],
    ['ZCOUNT z (1 +inf', ':1\r\n'],
    ['ZCOUNT z x 1', '-ERR min or max is not a float\r\n'],
  ],
  'read ranges': [
    ['ZADD z 1 a 2 b 3 c', ':3\r\n'],
    ['ZRANGE z 0 -1', '*3\r\n$1\r\na\r\n$1\r\nb\r\n$1\r\nc\r\n'],
    ['ZRANGE z 0 0 WITHSCORES', '*2\r\n$1\r\na\r\n$1\r\n1\r\n', '*1\r\n*2\r\n$1\r\na\r\n,1\r\n'],
    ['ZRANGE z 0 1 REV', '*2\r\n$1\r\nc\r\n$1\r\nb\r\n'],
    ['ZRANGE z (1 3 BYSCORE LIMIT 1 1', '*1\r\n$1\r\nc\r\n'],
    [
      'ZRANGE z 3 1 BYSCORE REV WITHSCORES',
      '*6\r\n$1\r\nc\r\n$1\r\n3\r\n$1\r\nb\r\n$1\r\n2\r\n$1\r\na\r\n$1\r\n1\r\n',
      '*3\r\n*2\r\n$1\r\nc\r\n,3\r\n*2\r\n$1\r\nb\r\n,2\r\n*2\r\n$1\r\na\r\n,1\r\n',
    ],
    ['ZREVRANGE z 0 0 WITHSCORES', '*2\r\n$1\r\nc\r\n$1\r\n3\r\n', '*1\r\n*2\r\n$1\r\nc\r\n,3\r\n'],
    ['ZRANGEBYSCORE z -inf 2', '*2\r\n$1\r\na\r\n$1\r\nb\r\n'],
    ['ZREVRANGEBYSCORE z 2 -inf LIMIT 0 1', '*1\r\n$1\r\nb\r\n'],
    [
      'ZRANGE z 0 1 LIMIT 0 1',
      '-ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX\r\n',
    ],
    ['ZRANGE z 0 1 BYSCORE BYLEX', '-ERR syntax error\r\n'],
    ['ZRANGE z a b', '-ERR value is not an integer or out of range\r\n'],
  ],
  'read ranges of bytes': [
    ['ZADD z 0 a 0 b 0 c 0 d', ':4\r\n'],
    ['ZRANGEBYLEX z [b (d', '*2\r\n$1\r\nb\r\n$1\r\nc\r\n'],
    ['ZRANGE z + [c BYLEX REV', '*2\r\n$1\r\nd\r\n$1\r\nc\r\n'],
    ['ZREVRANGEBYLEX z + - LIMIT 1 2', '*2\r\n$1\r\nc\r\n$1\r\nb\r\n'],
    ['ZLEXCOUNT z - (c', ':2\r\n'],
    ['ZREMRANGEBYLEX z [b [c', ':2\r\n'],
    ['ZRANGEBYLEX z b d', '-ERR min or max not valid string range item\r\n'],
    [
      'ZRANGE z - + BYLEX WITHSCORES',
      '-ERR syntax error, WITHSCORES not supported in combination with BYLEX\r\n',
    ],
  ],
  'store ranges': [
    ['ZADD z 1 a 2 b', ':2\r\n'],
    ['ZRANGESTORE d z 0 0', ':1\r\n'],
    ['ZRANGE d 0 -1 WITHSCORES', '*2\r\n$1\r\na\r\n$1\r\n1\r\n', '*1\r\n*2\r\n$1\r\na\r\n,1\r\n'],
    ['ZRANGESTORE d z 5 9', ':0\r\n'],
    ['EXISTS d', ':0\r\n'],
    ['ZRANGESTORE d z 0 1 WITHSCORES', '-ERR syntax error\r\n'],
  ],
  combine: [
    ['ZADD z 1 a 2 b', ':2\r\n'],
    ['ZADD y 10 b 20 c', ':2\r\n'],
    ['SADD s a', ':1\r\n'],
    [
      'ZUNION 2 z y WITHSCORES',
      '*6\r\n$1\r\na\r\n$1\r\n1\r\n$1\r\nb\r\n$2\r\n12\r\n$1\r\nc\r\n$2\r\n20\r\n',
      '*3\r\n*2\r\n$1\r\na\r\n,1\r\n*2\r\n$1\r\nb\r\n,12\r\n*2\r\n$1\r\nc\r\n,20\r\n',
    ],
    [
      'ZINTER 2 z y WEIGHTS 2 0.5 AGGREGATE MAX WITHSCORES',
      '*2\r\n$1\r\nb\r\n$1\r\n5\r\n',
      '*1\r\n*2\r\n$1\r\nb\r\n,5\r\n',
    ],
    ['ZDIFF 2 z y WITHSCORES', '*2\r\n$1\r\na\r\n$1\r\n1\r\n', '*1\r\n*2\r\n$1\r\na\r\n,1\r\n'],
    [
      'ZUNION 2 z s WITHSCORES',
      '*4\r\n$1\r\na\r\n$1\r\n2\r\n$1\r\nb\r\n$1\r\n2\r\n',
      '*2\r\n*2\r\n$1\r\na\r\n,2\r\n*2\r\n$1\r\nb\r\n,2\r\n',
    ],
    ['ZINTERCARD 2 z y LIMIT 1', ':1\r\n'],
    ['ZUNIONSTORE d 2 z y', ':3\r\n'],
    ['ZINTERSTORE d 2 z missing', ':0\r\n'],
    ['ZDIFFSTORE d 1 z', ':2\r\n'],
    ['ZUNION 0 z', "-ERR at least 1 input key is needed for 'zunion' command\r\n"],
    ['ZUNION 3 z y', '-ERR syntax error\r\n'],
    ['ZUNION 1 z WEIGHTS x', '-ERR weight value is not a float\r\n'],
    ['ZDIFF 1 z WEIGHTS 1', '-ERR syntax error\r\n'],
  ],
  'remove and pop': [
    ['ZADD z 1 a 2 b 3 c 4 d 5 e', ':5\r\n'],
    ['ZREM z a nope', ':1\r\n'],
    ['ZPOPMIN z', '*2\r\n$1\r\nb\r\n$1\r\n2\r\n', '*2\r\n$1\r\nb\r\n,2\r\n'],
    ['ZPOPMAX z 1', '*2\r\n$1\r\ne\r\n$1\r\n5\r\n', '*1\r\n*2\r\n$1\r\ne\r\n,5\r\n'],
    ['ZPOPMIN z 0', '*0\r\n'],
    ['ZREMRANGEBYSCORE z 3 3', ':1\r\n'],
    ['ZREMRANGEBYRANK z 0 -1', ':1\r\n'],
    ['EXISTS z', ':0\r\n'],
    ['ZPOPMIN z', '*0\r\n'],
    ['ZPOPMIN z -1', '-ERR value is out of range, must be positive\r\n'],
    ['ZADD z 1 a', ':1\r\n'],
    [
      'ZMPOP 2 missing z MIN COUNT 5',
      '*2\r\n$1\r\nz\r\n*1\r\n*2\r\n$1\r\na\r\n$1\r\n1\r\n',
      '*2\r\n$1\r\nz\r\n*1\r\n*2\r\n$1\r\na\r\n,1\r\n',
    ],
    ['ZMPOP 1 z MIN', '*-1\r\n', '_\r\n'],
    ['ZADD z 1 a', ':1\r\n'],
    [
      'BZPOPMIN missing z 0',
      '*3\r\n$1\r\nz\r\n$1\r\na\r\n$1\r\n1\r\n',
      '*3\r\n$1\r\nz\r\n$1\r\na\r\n,1\r\n',
    ],
    ['BZMPOP soon 1 z MIN', '-ERR timeout is not a float or out of range\r\n'],
  ],
  'draw and scan': [
    ['ZADD z 1.5 a', ':1\r\n'],
    ['ZRANDMEMBER z', '$1\r\na\r\n'],
    [
      'ZRANDMEMBER z -2 WITHSCORES',
      '*4\r\n$1\r\na\r\n$3\r\n1.5\r\n$1\r\na\r\n$3\r\n1.5\r\n',
      '*2\r\n*2\r\n$1\r\na\r\n,1.5\r\n*2\r\n$1\r\na\r\n,1.5\r\n',
    ],
    ['ZRANDMEMBER z 3', '*1\r\n$1\r\na\r\n'],
    ['ZRANDMEMBER missing 3', '*0\r\n'],
    ['ZSCAN z 0', '*2\r\n$1\r\n0\r\n*2\r\n$1\r\na\r\n$3\r\n1.5\r\n'],
    ['ZSCAN missing 0 NONSENSE', '*2\r\n$1\r\n0\r\n*0\r\n'],
  ],
  'refuse other types': [
    ['SET text x', '+OK\r\n'],
    ['ZADD text 1 a', '-WRONGTYPE Operation against a key holding the wrong kind of value\r\n'],
    ['ZADD text x a', '-ERR value is not a valid float\r\n'],
    ['ZRANGE text 0 1', '-WRONGTYPE Operation against a key holding the wrong kind of value\r\n'],
    [
      'ZUNION 1 text NONSENSE',
      '-WRONGTYPE Operation against a key holding the wrong kind of value\r\n',
    ],
    ['ZPOPMIN text', '-WRONGTYPE Operation against a key holding the wrong kind of value\r\n'],
  ],
};

describe('sorted-set commands', () => {
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

describe('ranges by bytes over unequal scores', () => {
  // As eight live servers answer, though documentation leaves it open.
  it.each([
    ['ZRANGEBYLEX zset [b [k', ['c', 'd', 'a', 'b']],
    ['ZREVRANGEBYLEX zset [k [b', ['k', 'z', 'b']],
    ['ZRANGEBYLEX zset - [a', []],
    ['ZRANGEBYLEX zset [l +', []],
    ['ZREVRANGEBYLEX zset + [l', []],
  ])('%s walks on until what comes is beyond it', (line, members) => {
    const client = inProcess().connect();
    client.send('ZADD zset 1 c 1 d 2 a 3 b 3 z 4 k');
    const items = members.map((member) => `$1\r\n${member}\r\n`).join('');
    expect(client.send(line)).toBe(`*${members.length}\r\n${items}`);
  });
});
