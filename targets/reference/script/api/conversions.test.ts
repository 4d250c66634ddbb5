import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pair, Reply } from '../../../../harness/wire/reply.ts';
import { luaToReply } from './lua-to-reply.ts';
import { replyToLua } from './reply-to-lua.ts';

const bytes = fc.string({ maxLength: 8 }).map((text) => text.replace(/[\r\n\0]/g, '.'));
const integer = fc.maxSafeInteger();

const scalar: fc.Arbitrary<Reply> = fc.oneof(
  bytes.map((text) => ({ type: 'status', text }) as const),
  bytes.map((text) => ({ type: 'bulk', text }) as const),
  integer.map((value) => ({ type: 'integer', value: value === 0 ? 0 : value }) as const),
  fc.boolean().map((value) => ({ type: 'boolean', value }) as const),
  fc.integer().map((value) => ({ type: 'double', text: `${value}.5` }) as const),
  integer.map((value) => ({ type: 'big', text: String(value) }) as const),
  bytes.map((text) => ({ type: 'verbatim', format: 'txt', text }) as const),
);

const { reply } = fc.letrec<{ reply: Reply }>((tie) => ({
  reply: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('reply')).map((items) => ({ type: 'array', items }) as const),
    bytes.map((text) => ({ type: 'set', items: [{ type: 'bulk', text }] }) as const),
    fc
      .tuple(bytes, tie('reply'))
      .map(([text, value]): Pair => [{ type: 'bulk', text }, value])
      .map((pair) => ({ type: 'map', entries: [pair] }) as const),
  ),
}));

describe('what redis.call gives', () => {
  it('comes out as it went in when a script that speaks RESP3 returns it', () => {
    fc.assert(
      fc.property(reply, (value) => {
        const { reply: back, errors } = luaToReply(replyToLua(value, 3), 3);
        expect(errors).toEqual([]);
        expect(back).toEqual(value);
      }),
    );
  });

  it('is flat in RESP2', () => {
    const map: Reply = {
      type: 'map',
      entries: [
        [
          { type: 'bulk', text: 'field' },
          { type: 'double', text: '1.5' },
        ],
      ],
    };
    expect(luaToReply(replyToLua(map, 2), 2).reply).toEqual({
      type: 'array',
      items: [
        { type: 'bulk', text: 'field' },
        { type: 'bulk', text: '1.5' },
      ],
    });
  });

  it('brings errors along, which are counted already', () => {
    const text = 'WRONGTYPE Operation against a key holding the wrong kind of value';
    const { reply: back, errors } = luaToReply(replyToLua({ type: 'error', text }, 2), 2);
    expect(back).toEqual({ type: 'error', text, counted: true });
    expect(errors).toEqual([back]);
  });
});
