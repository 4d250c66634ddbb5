import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reply as anyReply } from '../wire/arbitrary-reply.ts';
import { downgrade } from '../wire/encode.ts';
import type { Protocol, Reply } from '../wire/reply.ts';
import { accepts } from './matcher.ts';
import { compileReply } from './matchers/matchers.ts';
import { notation, says } from './notation.ts';
import type { Reply as Notation } from './suite-file.generated.ts';

const NOW = { elapsedMs: 0 };

describe('notation', () => {
  it.each([2, 3] as const)('compiles to a matcher that accepts the reply in RESP%i', (protocol) => {
    fc.assert(
      fc.property(anyReply, (reply) => {
        const sent = asSent(reply, protocol);
        const written = JSON.parse(JSON.stringify(notation(sent))) as Notation;
        expect(accepts(compileReply(written, protocol), sent, NOW)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps two replies apart that a contract keeps apart', () => {
    fc.assert(
      fc.property(anyReply, anyReply, (one, other) => {
        const matcher = compileReply(notation(one) as Notation, 3);
        fc.pre(!accepts(matcher, other, NOW));
        expect(notation(other)).not.toEqual(notation(one));
      }),
    );
  });
});

function asSent(reply: Reply, protocol: Protocol): Reply {
  return protocol === 2 ? downgrade(reply) : reply;
}

describe('says', () => {
  it.each<[string, Reply]>([
    ['"v1"', { type: 'bulk', text: 'v1' }],
    ['"say \\"hi\\"\\r\\n\\\\"', { type: 'bulk', text: 'say "hi"\r\n\\' }],
    ['"\\x00\\xff"', { type: 'bulk', text: '\x00\xff' }],
    ['"grüß"', { type: 'bulk', text: 'gr\xc3\xbc\xc3\x9f' }],
    ['OK', { type: 'status', text: 'OK' }],
    ['(error) ERR syntax error', { type: 'error', text: 'ERR syntax error' }],
    ['(integer) 3', { type: 'integer', value: 3 }],
    ['(integer) 1152921504606846976', { type: 'integer', value: 2n ** 60n }],
    ['(nil)', { type: 'null', sentAs: '$-1' }],
    ['(nil array)', { type: 'null', sentAs: '*-1' }],
    ['(true)', { type: 'boolean', value: true }],
    ['(double) 3.5', { type: 'double', text: '3.5' }],
    ['(big number) 12', { type: 'big', text: '12' }],
    ['(verbatim txt) "a"', { type: 'verbatim', format: 'txt', text: 'a' }],
    ['[(integer) 1]', { type: 'array', items: [{ type: 'integer', value: 1 }] }],
    ['(set) []', { type: 'set', items: [] }],
    ['(push) ["a"]', { type: 'push', items: [{ type: 'bulk', text: 'a' }] }],
    [
      '(map) {"f" => (integer) 1}',
      {
        type: 'map',
        entries: [
          [
            { type: 'bulk', text: 'f' },
            { type: 'integer', value: 1 },
          ],
        ],
      },
    ],
  ])('%s', (line, reply) => {
    expect(says(reply)).toBe(line);
  });
});
