import { describe, expect, it } from 'vitest';
import { inProcess } from '../../testing/in-process.ts';

/** A line and the reply to it; a second reply when the one in RESP3 is another. */
type Exchange = readonly [line: string, reply: string, resp3?: string];

/** What a live 7.2-level server answered, each session from an empty keyspace. */
const sessions: Readonly<Record<string, readonly Exchange[]>> = {
  'push and pop at both ends': [
    ['RPUSH l b c', ':2\r\n'],
    ['LPUSH l a z', ':4\r\n'],
    ['LRANGE l 0 -1', '*4\r\n$1\r\nz\r\n$1\r\na\r\n$1\r\nb\r\n$1\r\nc\r\n'],
    ['LPOP l', '$1\r\nz\r\n'],
    ['RPOP l 2', '*2\r\n$1\r\nc\r\n$1\r\nb\r\n'],
    ['RPOP l 5', '*1\r\n$1\r\na\r\n'],
    ['EXISTS l', ':0\r\n'],
  ],
  'push to what exists only': [
    ['LPUSHX missing a', ':0\r\n'],
    ['RPUSH l a', ':1\r\n'],
    ['RPUSHX l b c', ':3\r\n'],
  ],
  'read and write by index': [
    ['RPUSH l a b c', ':3\r\n'],
    ['LINDEX l -1', '$1\r\nc\r\n'],
    ['LINDEX l 3', '$-1\r\n', '_\r\n'],
    ['LINDEX missing no-number', '$-1\r\n', '_\r\n'],
    ['LSET l -1 z', '+OK\r\n'],
    ['LSET l 3 z', '-ERR index out of range\r\n'],
    ['LSET missing no-number z', '-ERR no such key\r\n'],
    ['LINSERT l BEFORE b x', ':4\r\n'],
    ['LINSERT l after nope x', ':-1\r\n'],
    ['LINSERT l beside b x', '-ERR syntax error\r\n'],
    ['LRANGE l 0 -1', '*4\r\n$1\r\na\r\n$1\r\nx\r\n$1\r\nb\r\n$1\r\nz\r\n'],
  ],
  'find elements': [
    ['RPUSH l a b c a b c a', ':7\r\n'],
    ['LPOS l a', ':0\r\n'],
    ['LPOS l a RANK -1 COUNT 2', '*2\r\n:6\r\n:3\r\n'],
    ['LPOS l a RANK 2 COUNT 0 MAXLEN 4', '*1\r\n:3\r\n'],
    ['LPOS l nope', '$-1\r\n', '_\r\n'],
    ['LPOS l nope COUNT 0', '*0\r\n'],
    [
      'LPOS l a RANK 0',
      "-ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use negative to start from the end of the list\r\n",
    ],
    ['LPOS l a COUNT -1', "-ERR COUNT can't be negative\r\n"],
    ['LPOS l a RANK', '-ERR syntax error\r\n'],
  ],
  'remove elements': [
    ['RPUSH l x a x b x', ':5\r\n'],
    ['LREM l -2 x', ':2\r\n'],
    ['LREM l 0 x', ':1\r\n'],
    ['LTRIM l 1 -1', '+OK\r\n'],
    ['LRANGE l 0 -1', '*1\r\n$1\r\nb\r\n'],
    ['LTRIM l 5 9', '+OK\r\n'],
    ['EXISTS l', ':0\r\n'],
    [
      'LREM l -9223372036854775808 x',
      '-ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807\r\n',
    ],
  ],
  'move elements': [
    ['RPUSH l a b', ':2\r\n'],
    ['LMOVE l m LEFT RIGHT', '$1\r\na\r\n'],
    ['RPOPLPUSH l l', '$1\r\nb\r\n'],
    ['RPOPLPUSH l m', '$1\r\nb\r\n'],
    ['EXISTS l', ':0\r\n'],
    ['LRANGE m 0 -1', '*2\r\n$1\r\nb\r\n$1\r\na\r\n'],
    ['LMOVE m m UP DOWN', '-ERR syntax error\r\n'],
    ['LMOVE missing m LEFT LEFT', '$-1\r\n', '_\r\n'],
  ],
  'pop from the first of several': [
    ['RPUSH l a b c', ':3\r\n'],
    ['LMPOP 2 missing l RIGHT COUNT 2', '*2\r\n$1\r\nl\r\n*2\r\n$1\r\nc\r\n$1\r\nb\r\n'],
    ['LMPOP 1 missing LEFT', '*-1\r\n', '_\r\n'],
    ['LMPOP 0 l LEFT', '-ERR numkeys should be greater than 0\r\n'],
    ['LMPOP 2 l LEFT', '-ERR syntax error\r\n'],
    ['LMPOP 1 l LEFT COUNT 0', '-ERR count should be greater than 0\r\n'],
  ],
  'refuse other types and bad counts': [
    ['SET text x', '+OK\r\n'],
    ['LPUSH text a', '-WRONGTYPE Operation against a key holding the wrong kind of value\r\n'],
    ['LPOP text -1', '-ERR value is out of range, must be positive\r\n'],
    ['LPOP text 1', '-WRONGTYPE Operation against a key holding the wrong kind of value\r\n'],
    ['LPOP missing 0', '*-1\r\n', '_\r\n'],
    ['LRANGE text a b', '-ERR value is not an integer or out of range\r\n'],
    ['BLPOP text 0', '-WRONGTYPE Operation against a key holding the wrong kind of value\r\n'],
    ['BLPOP text -1', '-ERR timeout is negative\r\n'],
    ['BLPOP text soon', '-ERR timeout is not a float or out of range\r\n'],
  ],
  'do not wait in a transaction': [
    ['MULTI', '+OK\r\n'],
    ['BLPOP missing 0', '+QUEUED\r\n'],
    ['BLMOVE missing l LEFT LEFT 0', '+QUEUED\r\n'],
    ['EXEC', '*2\r\n*-1\r\n$-1\r\n', '*2\r\n_\r\n_\r\n'],
  ],
};

describe('list commands', () => {
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
