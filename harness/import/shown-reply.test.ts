import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reply as anyReply } from '../wire/arbitrary-reply.ts';
import type { Pair, Reply } from '../wire/reply.ts';
import { readShownReplies } from './shown-reply.ts';
import { showReply } from './testing/show-reply.ts';

const bulk = (text: string): Reply => ({ type: 'bulk', text });
const int = (value: number): Reply => ({ type: 'integer', value });
const array = (...items: Reply[]): Reply => ({ type: 'array', items });
const map = (...entries: Pair[]): Reply => ({ type: 'map', entries });

/**
 * The reply without what redis-cli's format does not tell (see `shown-reply.ts`): a status is a word
 * of its own, verbatim and big text a bulk string, a key no aggregate.
 */
function told(reply: Reply): Reply {
  switch (reply.type) {
    case 'status':
      return { type: 'status', text: `OK${Buffer.from(reply.text, 'latin1').toString('hex')}` };
    case 'error':
      return { type: 'error', text: reply.text.replace(/\n/g, ' ') };
    case 'null':
      return { type: 'null', sentAs: '_' };
    case 'bulk':
    case 'big':
    case 'verbatim':
      return bulk(reply.text);
    case 'array':
    case 'push':
      return array(...reply.items.map(told));
    case 'set':
      return { type: 'set', items: reply.items.map(told) };
    case 'map':
      return map(...reply.entries.map(([key, value]): Pair => [keyTold(key), told(value)]));
    case 'integer':
    case 'boolean':
      return { type: reply.type, value: reply.value } as Reply;
    case 'double':
      return { type: 'double', text: reply.text };
  }
}

function keyTold(key: Reply): Reply {
  return 'items' in key || 'entries' in key || key.type === 'error' ? bulk(key.type) : told(key);
}

describe('a reply on a terminal', () => {
  it('reads back as what was printed', () => {
    fc.assert(
      fc.property(anyReply.map(told), (reply) => {
        expect(readShownReplies(showReply(reply))).toEqual([reply]);
      }),
      { numRuns: 1000 },
    );
  });

  it('ends where the next one begins', () => {
    const session = fc.array(anyReply.map(told), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(session, (replies) => {
        expect(readShownReplies(replies.flatMap(showReply))).toEqual(replies);
      }),
    );
  });

  // As printed by redis-cli 7.0.15, and where it differs by 6.0.16.
  it.each<[string, Reply]>([
    ['(empty list or set)', array()],
    ['toString', { type: 'status', text: 'toString' }],
    ['(integer) 9223372036854775807', { type: 'integer', value: 9223372036854775807n }],
    ['"a\\"b\\\\\\n\\x01\\xff\\xc3\\xa9"', bulk('a"b\\\n\x01\xff\xc3\xa9')],
    [
      ' 1) "a"\n 2) "a"\n 3) "a"\n 4) "a"\n 5) "a"\n 6) "a"\n 7) "a"\n 8) "a"\n 9) "a"\n10) 1) 1) (nil)',
      array(
        ...Array.from({ length: 9 }, () => bulk('a')),
        array(array({ type: 'null', sentAs: '_' })),
      ),
    ],
    [
      '1# "a" => \n   1# "c" => \n      1~ "y"\n      2~ "x"\n   2# "b" => (empty hash)\n2# "d" => (empty array)',
      map(
        [
          bulk('a'),
          map([bulk('c'), { type: 'set', items: [bulk('y'), bulk('x')] }], [bulk('b'), map()]),
        ],
        [bulk('d'), array()],
      ),
    ],
    [
      '1# "a" => 1# "c" => 1~ "y"\n      2~ "x"\n   2# "b" => (empty hash)\n2# "d" => (empty array)',
      map(
        [
          bulk('a'),
          map([bulk('c'), { type: 'set', items: [bulk('y'), bulk('x')] }], [bulk('b'), map()]),
        ],
        [bulk('d'), array()],
      ),
    ],
    [
      '1# "e" =>\n   1) (integer) 1\n   2) 1) (integer) 2\n      2) (integer) 3',
      map([bulk('e'), array(int(1), array(int(2), int(3)))]),
    ],
    [
      '1# (integer) 0 => (false)\n2# (integer) 1 => (true)',
      map([int(0), { type: 'boolean', value: false }], [int(1), { type: 'boolean', value: true }]),
    ],
  ])('%j', (text, reply) => {
    expect(readShownReplies(text.split('\n'))).toEqual([reply]);
  });

  it.each(['"open', '(integer) many', '1) "a"\n3) "b', '1# "key"', '1) '.repeat(200)])(
    'that is none: %j',
    (text) => {
      expect(readShownReplies(text.split('\n'))).not.toEqual([expect.anything()]);
    },
  );
});
