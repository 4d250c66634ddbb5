import { describe, expect, it } from 'vitest';
import { plannedCell } from '../run/testing/planned-cell.ts';
import { encodeCommand } from '../wire/encode.ts';
import { type PostStateQuestions, postStateQuestions, repliesFor } from './post-state.ts';

function asked(...steps: string[]): PostStateQuestions | undefined {
  return postStateQuestions(plannedCell(...steps).subject);
}

function lines(...steps: string[]): string[] {
  return asked(...steps)?.commands.map((argv) => argv.join(' ')) ?? [];
}

const VALUES_OF_ANY = [
  'GET key',
  'LRANGE key 0 -1',
  'SMEMBERS key',
  'HGETALL key',
  'ZRANGE key 0 -1 WITHSCORES',
  'XRANGE key - +',
];

describe('what a case leaves is asked for', () => {
  it.each<[steps: string[], values: string[]]>([
    [['[SET, key, a]'], ['GET key']],
    [['[SETBIT, key, 1, 1]'], ['GET key']],
    [['[PFADD, key, a]'], ['GET key']],
    [['[RPUSH, key, a]'], ['LRANGE key 0 -1']],
    [['[SADD, key, a]'], ['SMEMBERS key']],
    [['[HSET, key, f, v]'], ['HGETALL key']],
    [['[ZADD, key, 1, a]'], ['ZRANGE key 0 -1 WITHSCORES']],
    [['[GEOADD, key, 1, 1, a]'], ['ZRANGE key 0 -1 WITHSCORES']],
    [['[XADD, key, 1-1, f, v]'], ['XRANGE key - +']],
    // These give a key no type that it has not.
    [['[EXPIRE, key, 100]'], []],
    // These may give it any.
    [['[EVAL, text, 1, key]'], VALUES_OF_ANY],
    [['[restore, key, 0, payload]'], VALUES_OF_ANY],
    [['[SORT, key]'], VALUES_OF_ANY],
    [['[SET, key, a]', '[APPEND, key, b]'], ['GET key']],
    [
      ['[SET, key, a]', '[LPUSH, key, b]'],
      ['GET key', 'LRANGE key 0 -1'],
    ],
  ])('after %j', (steps, values) => {
    expect(lines(...steps)).toEqual(['TYPE key', 'PTTL key', ...values]);
  });

  it('of every key that it names, once', () => {
    expect(lines('[MSET, a, 1, b, 2]', '[GET, a]')).toEqual([
      ...['TYPE a', 'PTTL a', 'GET a'],
      ...['TYPE b', 'PTTL b', 'GET b'],
    ]);
  });

  it('also of what is waited for', () => {
    expect(lines('{ until: { send: [GET, key], reply: null, within: 1s } }')).toContain('GET key');
  });

  it.each([
    ['names no key', ['[PING]']],
    ['names it only while it runs', ['{ send: [PING, key], save: k }', `[MSET, "\${k}", a, b, c]`]],
    ['names many', ['[DEL, a, b, c, d, e, f, g, h, i]']],
  ])('not after one that %s', (_, steps) => {
    expect(asked(...steps)).toBeUndefined();
  });

  it('after one that names as many as are still told apart', () => {
    expect(asked('[DEL, a, b, c, d, e, f, g, h]')?.keys).toHaveLength(8);
  });

  it('in as many bytes and replies as it says', () => {
    const questions = asked('[SET, key, a]', '[RPUSH, list, a]') as PostStateQuestions;
    expect(questions.bytes).toBe(questions.commands.map(encodeCommand).join(''));
    expect(questions.replies).toBe(questions.commands.length);
    expect(questions.keys.map(repliesFor)).toEqual([4, 4]);
  });
});
