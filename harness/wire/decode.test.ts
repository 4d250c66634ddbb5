import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { reply } from './arbitrary-reply.ts';
import { Decoder, type DecoderLimits } from './decode.ts';
import { downgrade, encode } from './encode.ts';
import type { Reply } from './reply.ts';

function decodeAll(bytes: string, limits: Partial<DecoderLimits> = {}) {
  return new Decoder(limits).push(Buffer.from(bytes, 'latin1'));
}

function decodeOne(bytes: string): Reply {
  const [arrival, ...rest] = decodeAll(bytes);
  if (arrival?.kind !== 'reply' || rest.length > 0) throw new Error(`not one reply: ${bytes}`);
  return arrival.reply;
}

describe('the laws of the codec', () => {
  it('decodes what it encodes, in RESP3', () => {
    fc.assert(
      fc.property(reply, (sent) => {
        expect(decodeOne(encode(sent, 3))).toEqual(sent);
      }),
    );
  });

  it('downgrades to RESP2 on the wire as it does in the contract', () => {
    fc.assert(
      fc.property(reply, (sent) => {
        // A line cannot hold a line break, so only the texts of blob errors lose theirs.
        expect(decodeOne(encode(sent, 2))).toEqual(downgrade(sent));
      }),
    );
  });

  it('does not care where the network cuts the bytes', () => {
    fc.assert(
      fc.property(fc.array(reply, { maxLength: 5 }), fc.array(fc.nat()), (replies, cuts) => {
        const whole = Buffer.from(replies.map((sent) => encode(sent, 3)).join(''), 'latin1');
        const edges = cuts.map((cut) => cut % (whole.length + 1)).toSorted((a, b) => a - b);
        const decoder = new Decoder();
        const arrivals = [0, ...edges].flatMap((from, i) =>
          decoder.push(whole.subarray(from, edges[i] ?? whole.length)),
        );
        expect(arrivals.map((arrival) => arrival.kind === 'reply' && arrival.reply)).toEqual(
          replies,
        );
        expect(Buffer.concat(arrivals.map(({ raw }) => raw))).toEqual(whole);
        expect(decoder.unfinished).toBe(false);
      }),
    );
  });

  it('never throws, whatever it is fed', () => {
    const soup = fc.stringMatching(/^[-+:$*_#,(=!~>%|;.?0-9a\r\n]{0,40}$/);
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ unit: 'binary-ascii' })), (bytes) => {
        const arrivals = decodeAll(bytes);
        expect(arrivals.slice(0, -1).every(({ kind }) => kind === 'reply')).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

test.each<[string, Reply]>([
  ['$-1\r\n', { type: 'null', sentAs: '$-1' }],
  ['*-1\r\n', { type: 'null', sentAs: '*-1' }],
  ['_\r\n', { type: 'null', sentAs: '_' }],
  [':+7\r\n', { type: 'integer', value: 7 }],
  [':-0\r\n', { type: 'integer', value: 0 }],
  [':9223372036854775807\r\n', { type: 'integer', value: 9223372036854775807n }],
  [',1.50\r\n', { type: 'double', text: '1.50' }],
  ['!5\r\nA\r\nBC\r\n', { type: 'error', text: 'A\r\nBC', blob: true }],
  ['=7\r\ntxt:a\r\n\r\n', { type: 'verbatim', format: 'txt', text: 'a\r\n' }],
  ['$?\r\n;2\r\nab\r\n;1\r\nc\r\n;0\r\n', { type: 'bulk', text: 'abc', streamed: true }],
  ['~?\r\n+a\r\n.\r\n', { type: 'set', items: [{ type: 'status', text: 'a' }], streamed: true }],
  [
    '|1\r\n+k\r\n:1\r\n*1\r\n#t\r\n',
    {
      type: 'array',
      items: [{ type: 'boolean', value: true }],
      attributes: [
        [
          { type: 'status', text: 'k' },
          { type: 'integer', value: 1 },
        ],
      ],
    },
  ],
])('decodes %j', (bytes, expected) => {
  expect(decodeOne(bytes)).toEqual(expected);
});

test.each([
  ['@\r\n', 'unknown reply type "@"'],
  [':1x\r\n', 'not an integer: "1x"'],
  [':\r\n', 'not an integer: ""'],
  ['#y\r\n', 'not a boolean: "y"'],
  [',1.2.3\r\n', 'not a double: "1.2.3"'],
  ['(12a\r\n', 'not a big number: "12a"'],
  ['_x\r\n', 'null carries text'],
  ['$-2\r\n', 'not a length of a bulk string: "-2"'],
  ['$1\r\nabc\r\n', '1 bytes announced, and no line break after them'],
  ['%-1\r\n', 'map of length -1'],
  ['=3\r\ntxt\r\n', 'verbatim string without a format'],
  ['+a\rb\r\n', 'CR without LF'],
  ['.\r\n', 'end marker outside of a streamed aggregate'],
  ['%?\r\n+a\r\n.\r\n', 'map ends after a key'],
  ['|?\r\n', 'attributes cannot be streamed'],
  ['$?\r\n+a\r\n', 'streamed string needs a ; chunk here'],
  [';1\r\na\r\n', '; chunk outside of a streamed string'],
])('%j is malformed: %s', (bytes, problem) => {
  const arrivals = decodeAll(`+before\r\n${bytes}+after\r\n`);
  expect(arrivals.map(({ kind }) => kind)).toEqual(['reply', 'malformed']);
  expect(arrivals[1]).toMatchObject({ problem: expect.stringContaining(problem) });
});

test.each<[Partial<DecoderLimits>, string, string]>([
  [{ bulkBytesMax: 3 }, '$4\r\n', '4 bytes announced, over the limit of 3'],
  [{ lineBytesMax: 3 }, '+abcd', 'line is over the limit of 3 bytes'],
  [{ depthMax: 2 }, '*1\r\n*1\r\n*1\r\n', 'nested deeper than the limit of 2'],
  [{ replyBytesMax: 8 }, '*3\r\n+abcde\r\n', 'reply is over the limit of 8 bytes'],
])('the limit %j ends %j', (limits, bytes, problem) => {
  expect(decodeAll(bytes, limits)).toEqual([
    expect.objectContaining({ kind: 'malformed', problem: expect.stringContaining(problem) }),
  ]);
});

it('takes nothing more once the stream is malformed', () => {
  const decoder = new Decoder();
  decoder.push(Buffer.from('@\r\n'));
  expect(decoder.push(Buffer.from('+OK\r\n'))).toEqual([]);
});

it('reads a large reply that comes in small packets in linear time', () => {
  const items = 20_000;
  const whole = Buffer.from(`*${items}\r\n${'$3\r\nabc\r\n'.repeat(items)}`);
  const decoder = new Decoder();
  const arrivals = [];
  for (let at = 0; at < whole.length; at += 7)
    arrivals.push(...decoder.push(whole.subarray(at, at + 7)));
  expect(arrivals).toHaveLength(1);
  expect(arrivals[0]?.raw.length).toBe(whole.length);
});
