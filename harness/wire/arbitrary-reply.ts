/** Random replies for property tests, of every type that the wire knows. */
import fc from 'fast-check';
import type { ByteString, Pair, Reply } from './reply.ts';

/** Any bytes, line breaks and high bytes included. */
export const bytes: fc.Arbitrary<ByteString> = fc
  .uint8Array({ maxLength: 12 })
  .map((array) => Buffer.from(array).toString('latin1'));

/** Bytes that fit on one line. */
export const line: fc.Arbitrary<ByteString> = bytes.map((text) => text.replace(/[\r\n]/g, '.'));

const integer: fc.Arbitrary<number | bigint> = fc.oneof(
  fc.maxSafeInteger(),
  fc
    .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
    .map((value) => (Number.isSafeInteger(Number(value)) ? Number(value) : value)),
);

const double: fc.Arbitrary<ByteString> = fc.oneof(
  fc.constantFrom('inf', '-inf', 'nan', '-nan', '0', '-0', '3.0', '1e17', '1.7e-308'),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
);

const scalar: fc.Arbitrary<Reply> = fc.oneof(
  line.map((text): Reply => ({ type: 'status', text })),
  line.map((text): Reply => ({ type: 'error', text })),
  bytes.map((text): Reply => ({ type: 'error', text, blob: true })),
  integer.map((value): Reply => ({ type: 'integer', value })),
  bytes.map((text): Reply => ({ type: 'bulk', text })),
  bytes.map((text): Reply => ({ type: 'bulk', text, streamed: true })),
  fc.constant<Reply>({ type: 'null', sentAs: '_' }),
  fc.boolean().map((value): Reply => ({ type: 'boolean', value })),
  double.map((text): Reply => ({ type: 'double', text })),
  fc.bigInt().map((value): Reply => ({ type: 'big', text: String(value) })),
  bytes.map((text): Reply => ({ type: 'verbatim', format: 'txt', text })),
);

const { reply: anyReply } = fc.letrec<{ reply: Reply; pair: Pair }>((tie) => ({
  reply: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    aggregate(tie('reply')),
    fc
      .tuple(fc.array(tie('pair'), { maxLength: 3 }), fc.boolean())
      .map(([entries, streamed]): Reply => ({ type: 'map', entries, ...mark(streamed) })),
  ),
  pair: fc.tuple(tie('reply'), tie('reply')),
}));

function aggregate(item: fc.Arbitrary<Reply>): fc.Arbitrary<Reply> {
  return fc
    .record({
      type: fc.constantFrom<'array' | 'set' | 'push'>('array', 'set', 'push'),
      items: fc.array(item, { maxLength: 4 }),
      streamed: fc.boolean(),
    })
    .map(({ streamed, ...reply }): Reply => ({ ...reply, ...mark(streamed) }));
}

function mark(streamed: boolean): { streamed?: true } {
  return streamed ? { streamed: true } : {};
}

/** Any reply that RESP3 can carry, with attributes now and then. */
export const reply: fc.Arbitrary<Reply> = fc
  .tuple(anyReply, fc.option(fc.tuple(scalar, scalar), { nil: undefined, freq: 4 }))
  .map(([plain, pair]): Reply => (pair === undefined ? plain : { ...plain, attributes: [pair] }));
