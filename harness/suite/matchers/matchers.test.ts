import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reply as wireReply } from '../../wire/arbitrary-reply.ts';
import { downgrade } from '../../wire/encode.ts';
import type { Protocol, Reply } from '../../wire/reply.ts';
import { accepts } from '../matcher.ts';
import { notation } from '../notation.ts';
import type { Reply as Notation } from '../suite-file.generated.ts';
import { compileReply } from './matchers.ts';

const NOW = { elapsedMs: 1500 };
const PROTOCOLS: readonly Protocol[] = [2, 3];

const EXACT: readonly Notation[] = [
  'a',
  'Grüße',
  3,
  9223372036854775807n,
  { int: '-9223372036854775808' },
  null,
  { null: 'array' },
  true,
  false,
  { status: 'OK' },
  { error: 'ERR syntax error' },
  { error: { hex: '4552ff' } },
  { verbatim: 'txt:a' },
  { big: '12345678901234567890' },
  { hex: '00 ff' },
  { repeat: ['ab', 3] },
  ['a', 1],
  [],
  { push: ['message', 'channel', 'hi'] },
];
const OPEN: readonly Notation[] = [
  { any: true },
  ...(
    [
      ...['int', 'bulk', 'status', 'error', 'null', 'boolean', 'double', 'big', 'verbatim'],
      ...['array', 'set', 'push', 'map'],
    ] as const
  ).map((any) => ({ any }) as Notation),
  { range: [0, 100] },
  { approx: 3.14, within: 0.5 },
  { approx: 100 },
  { match: '^[a-z]$' },
  { 'one-of': ['a', 3, ['a', { any: 'int' }]] },
  { length: 0 },
  { length: 2 },
  { ttl: '100s' },
  { ttl: '100ms' },
];
const LOOSE: readonly Notation[] = [
  { error: 'WRONGTYPE' },
  { double: '3.5' },
  { double: '-0' },
  { double: 'nan' },
  { set: ['a', 'b', { any: 'int' }] },
  { unordered: ['a', 'a', { any: true }] },
  { map: { a: 1, b: { any: true } } },
  { map: [[3, 'a']] },
  { contains: ['a', { any: 'int' }] },
  { contains: [] },
  { includes: { a: 1 } },
  { includes: { a: { any: true }, b: 'x' } },
  [{ any: true }, { set: [] }, { match: 'x' }],
];
const ALL: readonly Notation[] = [...EXACT, ...OPEN, ...LOOSE];

/** Any reply, and what any of the contracts makes of it: random bytes alone are nearly all refused. */
function anyReply(protocol: Protocol): fc.Arbitrary<Reply> {
  const sent = protocol === 2 ? wireReply.map(downgrade) : wireReply;
  const wanted = fc.tuple(sent, fc.constantFrom(...ALL));
  return fc.oneof(
    sent,
    wanted.map(([seen, contract]) => compileReply(contract, protocol).nearest(seen, NOW)),
  );
}

const matcherAndReply = fc
  .tuple(fc.constantFrom(...ALL), fc.constantFrom(...PROTOCOLS))
  .chain(([wanted, protocol]) =>
    fc.record({
      matcher: fc.constant(compileReply(wanted, protocol)),
      reply: fc.oneof(anyReply(protocol), anyReply(3)),
    }),
  );

describe('every matcher', () => {
  it('accepts what it calls the nearest reply', () => {
    fc.assert(
      fc.property(matcherAndReply, ({ matcher, reply }) => {
        expect(accepts(matcher, matcher.nearest(reply, NOW), NOW)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('hands back the very reply that it accepts', () => {
    fc.assert(
      fc.property(matcherAndReply, ({ matcher, reply }) => {
        const accepted = matcher.nearest(reply, NOW);
        expect(matcher.nearest(accepted, NOW)).toBe(accepted);
        expect(matcher.nearest(reply, NOW) === reply).toBe(accepts(matcher, reply, NOW));
      }),
      { numRuns: 3000 },
    );
  });

  it('does not care for attributes', () => {
    const attributes = [
      [
        { type: 'status', text: 'a' },
        { type: 'integer', value: 1 },
      ],
    ] as const;
    fc.assert(
      fc.property(matcherAndReply, ({ matcher, reply }) => {
        const bare = matcher.nearest(reply, NOW);
        expect(accepts(matcher, { ...bare, attributes }, NOW)).toBe(true);
        expect(matcher.nearest({ ...reply, attributes }, NOW).attributes).toEqual(attributes);
      }),
    );
  });
});

describe('masks', () => {
  const twoAccepted = fc
    .tuple(fc.constantFrom(...EXACT, ...OPEN), fc.constantFrom(...PROTOCOLS))
    .chain(([wanted, protocol]) => {
      const matcher = compileReply(wanted, protocol);
      const accepted = anyReply(protocol).map((reply) => matcher.nearest(reply, NOW));
      return fc.tuple(fc.constant(matcher), accepted, accepted);
    });

  it('make accepted replies of one type equal', () => {
    fc.assert(
      fc.property(twoAccepted, ([matcher, one, other]) => {
        fc.pre(one.type === other.type);
        expect(content(matcher.mask(one))).toBe(content(matcher.mask(other)));
      }),
      { numRuns: 3000 },
    );
  });

  it('keep what the contract does not leave open', () => {
    fc.assert(
      fc.property(fc.constantFrom(...EXACT), anyReply(3), (wanted, reply) => {
        expect(compileReply(wanted, 3).mask(reply)).toBe(reply);
      }),
    );
  });

  it('keep a reply that the contract refuses', () => {
    fc.assert(
      fc.property(fc.constantFrom(...OPEN), anyReply(3), (wanted, reply) => {
        const matcher = compileReply(wanted, 3);
        fc.pre(!accepts(matcher, reply, { elapsedMs: Number.POSITIVE_INFINITY }));
        expect(matcher.mask(reply)).toBe(reply);
      }),
    );
  });

  it.each([
    [
      'error',
      { error: 'ERR' },
      { type: 'error', text: 'ERR one' },
      { type: 'error', text: 'ERR two' },
    ],
    ['double', { double: '3' }, { type: 'double', text: '3' }, { type: 'double', text: '3.0' }],
    ['type', { range: [0, 5] }, { type: 'integer', value: 3 }, { type: 'bulk', text: '3' }],
  ] as const)('still tell targets apart by %s', (_, wanted, one, other) => {
    const matcher = compileReply(wanted as unknown as Notation, 3);
    expect([accepts(matcher, one, NOW), accepts(matcher, other, NOW)]).toEqual([true, true]);
    expect(matcher.mask(one)).not.toEqual(matcher.mask(other));
  });
});

describe('any order', () => {
  const words: readonly ((items: Notation[]) => Notation)[] = [
    (items) => ({ set: items }),
    (items) => ({ unordered: items }),
    (items) => ({ map: items.map((item): [Notation, Notation] => [item, { any: 'bulk' }]) }),
  ];
  it('accepts every permutation and masks all of them alike', () => {
    const texts = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 6 });
    fc.assert(
      fc.property(
        fc.constantFrom(...words),
        texts.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        (word, [one, other]) => {
          const matcher = compileReply(word(one), 2);
          const replies = [one, other].map((items) => matcher.nearest(flatArray(items), NOW));
          const shuffled = reversedPairs(replies[1], 'map' in Object(word(one)));
          expect(accepts(matcher, shuffled, NOW)).toBe(true);
          expect(matcher.mask(shuffled)).toEqual(matcher.mask(replies[0] as Reply));
        },
      ),
    );
  });

  it('gives each item the matcher that no other item can take', () => {
    const matcher = compileReply({ unordered: [{ any: 'bulk' }, 'a'] }, 2);
    expect(accepts(matcher, flatArray(['a', 'z']), NOW)).toBe(true);
    expect(accepts(matcher, flatArray(['z', 'a']), NOW)).toBe(true);
    expect(accepts(matcher, flatArray(['z', 'y']), NOW)).toBe(false);
  });
});

const bulk = (text: string): Reply => ({ type: 'bulk', text });
const int = (value: number): Reply => ({ type: 'integer', value });

describe('nearest', () => {
  it.each<[string, Notation, Protocol, Reply, Notation]>([
    [
      'another code, the text that came',
      { error: 'WRONGTYPE' },
      3,
      { type: 'error', text: 'ERR no' },
      { error: 'WRONGTYPE no' },
    ],
    ['no error, the code', { error: 'WRONGTYPE' }, 3, bulk('a'), { error: 'WRONGTYPE' }],
    ['the number in another type', { double: '3.5' }, 3, bulk('3.50'), { double: '3.50' }],
    ['another number', { double: '3.5' }, 3, { type: 'double', text: '4' }, { double: '3.5' }],
    [
      'a set where an array is wanted',
      ['a', 1],
      3,
      { type: 'set', items: [bulk('a'), int(2)] },
      ['a', 1],
    ],
    ['too few', ['a', { any: 'int' }], 3, { type: 'array', items: [bulk('a')] }, ['a', 0]],
    ['too many', ['a'], 3, { type: 'array', items: [bulk('b'), int(2)] }, ['a']],
    [
      'the order that came',
      { set: ['a', 'b', 'c'] },
      2,
      flatArray(['c', 'x', 'a']),
      ['c', 'b', 'a'],
    ],
    [
      'the key that came',
      { map: { a: 1, b: 2 } },
      2,
      { type: 'array', items: [bulk('b'), int(7), bulk('a'), int(1)] },
      ['b', 2, 'a', 1],
    ],
    [
      'what is missing, behind',
      { contains: ['a', 'b'] },
      3,
      flatArray(['b', 'c']),
      ['b', 'c', 'a'],
    ],
    [
      'the field with the value that is wanted, and what is missing behind',
      { includes: { lag: '1', name: 'a' } },
      2,
      flatArray(['pending', '1', 'lag', '2']),
      ['pending', '1', 'lag', '1', 'name', 'a'],
    ],
    ['the option of the same type', { 'one-of': ['a', 3] }, 3, int(4), 3],
    ['the bound that was passed', { range: [0, 100] }, 3, int(107), 100],
    ['the time at the start', { ttl: '100s' }, 3, int(-1), 100],
    ['a reply cut to length', { length: 2 }, 3, bulk('abc'), 'ab'],
    ['the content in the type', { any: 'int' }, 3, bulk('12'), 12],
  ])('is %s', (_, wanted, protocol, reply, nearest) => {
    expect(notation(compileReply(wanted, protocol).nearest(reply, NOW))).toEqual(nearest);
  });

  it('allows for the time that passed, and for no more', () => {
    const matcher = compileReply({ ttl: '100s' }, 3);
    const least = (elapsedMs: number): number =>
      Array.from({ length: 101 }, (_, value) => value).find((value) =>
        accepts(matcher, int(value), { elapsedMs }),
      ) ?? Number.NaN;
    expect([least(0), least(3000), accepts(matcher, int(101), NOW)]).toEqual([99, 96, false]);
  });
});

describe('the RESP2 form', () => {
  it.each<[Notation, Notation]>([
    [{ map: { a: 1 } }, ['a', 1]],
    [{ set: ['a'] }, ['a']],
    [{ push: ['a'] }, ['a']],
    [{ double: '3.5' }, '3.5'],
    [{ big: '7' }, '7'],
    [{ verbatim: 'txt:a' }, 'a'],
    [true, 1],
    [false, 0],
    [[{ set: [{ double: 'inf' }] }], [['inf']]],
  ])('of %j is %j', (three, two) => {
    const nothing = int(-1);
    const inTwo = compileReply(two, 2).nearest(nothing, NOW);
    expect(compileReply(three, 2).nearest(nothing, NOW)).toEqual(inTwo);
    expect(accepts(compileReply(three, 3), inTwo, NOW)).toBe(false);
  });
});

/** What of a reply is compared: not its attributes, nor in which form it was sent. */
function content(reply: Reply): string {
  const form = new Set(['attributes', 'streamed', 'blob']);
  return JSON.stringify(reply, (key, value: unknown) => {
    if (form.has(key)) return undefined;
    return typeof value === 'bigint' ? String(value) : value;
  });
}

function flatArray(items: readonly string[]): Reply {
  return { type: 'array', items: items.map(bulk) };
}

/** The pairs, or the items, the other way round. */
function reversedPairs(reply: Reply | undefined, inPairs: boolean): Reply {
  const items = reply !== undefined && 'items' in reply ? reply.items : [];
  if (!inPairs) return { type: 'array', items: items.toReversed() };
  const keys = items.filter((_, i) => i % 2 === 0).toReversed();
  const values = items.filter((_, i) => i % 2 === 1).toReversed();
  return { type: 'array', items: keys.flatMap((key, i) => [key, values[i] ?? key]) };
}
