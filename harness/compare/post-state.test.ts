import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plannedCell } from '../run/testing/planned-cell.ts';
import { type PostStateQuestions, postStateQuestions } from '../suite/post-state.ts';
import { reply as anyReply } from '../wire/arbitrary-reply.ts';
import { Decoder } from '../wire/decode.ts';
import type { PostState } from '../wire/observation.ts';
import type { Reply } from '../wire/reply.ts';
import { type StateDifference, stateDifference } from './post-state.ts';

function questionsAfter(...steps: string[]): PostStateQuestions {
  return postStateQuestions(plannedCell(...steps).subject) as PostStateQuestions;
}

/** The replies to what is asked, as bytes; a word is a status. */
function left(replies: readonly string[], takenAtMs = 0): PostState {
  const bytes = replies.map((reply) => (/^\w/.test(reply) ? `+${reply}\r\n` : reply)).join('');
  const arrivals = new Decoder().push(Buffer.from(bytes, 'latin1'));
  return {
    replies: arrivals.flatMap((arrival) => (arrival.kind === 'reply' ? [arrival.reply] : [])),
    takenAtMs,
  };
}

function list(sigil: string, ...texts: string[]): string {
  const items = texts.map((text) => `$${text.length}\r\n${text}\r\n`).join('');
  return `${sigil}${sigil === '%' ? texts.length / 2 : texts.length}\r\n${items}`;
}

const FOREVER = ':-1\r\n';
const REFUSED = '-WRONGTYPE no\r\n';

interface Asked {
  readonly open?: boolean;
}

function between(
  questions: PostStateQuestions,
  wanted: PostState,
  found: PostState,
  { open = false }: Asked = {},
): StateDifference | undefined {
  return stateDifference(questions, wanted, found, open);
}

describe('the time to live', () => {
  const questions = questionsAfter('[GET, key]');
  const key = (ttlMs: number, takenAtMs = 0) =>
    left(['string', `:${ttlMs}\r\n`, '$1\r\na\r\n'], takenAtMs);

  it.each<[what: string, a: PostState, b: PostState, alike: boolean]>([
    ['none on both', key(-1), key(-1), true],
    ['none on one', key(-1), key(100_000), false],
    ['none on one, and soon over on the other', key(-1), key(1), false],
    ['about as long', key(100_000), key(95_000), true],
    ['much longer', key(100_000), key(94_999), false],
    // EXPIREAT: an hour later there is an hour less of it.
    ['the same moment, asked for later', key(9_000_000, 0), key(5_400_000, 3_600_000), true],
    ['the same time, asked for later', key(100_000, 0), key(99_999, 3_600_000), true],
    ['another moment, and another time', key(9_000_000, 0), key(5_400_000, 3_500_000), false],
    ['over while it was asked for', key(-2), key(1), true],
  ])('%s', (_, a, b, alike) => {
    expect(between(questions, a, b) === undefined).toBe(alike);
    expect(between(questions, b, a) === undefined).toBe(alike);
  });

  const gone = left(['none', ':-2\r\n', '$-1\r\n']);
  it.each([
    ['about to go', key(4_999), true],
    ['to stay a while', key(5_000), false],
    ['to stay', key(-1), false],
    ['gone, too', gone, true],
    // What is said of the time to live of nothing is a matter of replies.
    ['gone in other words', left(['none', FOREVER, '$-1\r\n']), true],
  ])('of a key that is gone on one, and %s on the other', (_, there, alike) => {
    expect(between(questions, gone, there) === undefined).toBe(alike);
    expect(between(questions, there, gone) === undefined).toBe(alike);
  });
});

describe('a value', () => {
  /** Both have the type; one value each. */
  function valuesAlike(step: string, type: string, a: string, b: string): boolean {
    const questions = questionsAfter(step);
    const state = (value: string) => left([type, FOREVER, value]);
    return between(questions, state(a), state(b)) === undefined;
  }

  const ids = (...texts: string[]) =>
    `*${texts.length}\r\n${texts.map((id) => `*2\r\n$${id.length}\r\n${id}\r\n${list('*', 'f', 'v')}`).join('')}`;
  const pairs = (...scores: [string, string][]) =>
    `*${scores.length}\r\n${scores.map(([member, score]) => `*2\r\n$${member.length}\r\n${member}\r\n,${score}\r\n`).join('')}`;

  it.each<[what: string, step: string, type: string, a: string, b: string, alike: boolean]>([
    ['of a string', '[GET, k]', 'string', '$1\r\na\r\n', '$1\r\nb\r\n', false],
    [
      'of a list has its order',
      '[LLEN, k]',
      'list',
      list('*', 'a', 'b'),
      list('*', 'b', 'a'),
      false,
    ],
    ['of a set has none', '[SCARD, k]', 'set', list('*', 'a', 'b'), list('~', 'b', 'a'), true],
    [
      'of a set has its members',
      '[SCARD, k]',
      'set',
      list('*', 'a', 'b'),
      list('*', 'a', 'c'),
      false,
    ],
    [
      'of a hash has no order',
      '[HLEN, k]',
      'hash',
      list('*', 'f', '1', 'g', '2'),
      list('%', 'g', '2', 'f', '1'),
      true,
    ],
    [
      'of a hash has its fields with their values',
      '[HLEN, k]',
      'hash',
      list('*', 'f', '1', 'g', '2'),
      list('*', 'f', '2', 'g', '1'),
      false,
    ],
    [
      'of a hash may be none, from a server that lies',
      '[HLEN, k]',
      'hash',
      list('*', 'f', '1', 'g'),
      list('*', 'f', '1'),
      false,
    ],
    [
      'of a sorted set says the same in both protocols',
      '[ZCARD, k]',
      'zset',
      list('*', 'a', '1', 'b', '2.5'),
      pairs(['a', '1'], ['b', '2.5']),
      true,
    ],
    [
      'of a sorted set has its scores, however they are spelled',
      '[ZCARD, k]',
      'zset',
      list('*', 'a', '3'),
      list('*', 'a', '3.0'),
      true,
    ],
    [
      'of a sorted set has its scores',
      '[ZCARD, k]',
      'zset',
      pairs(['a', '1']),
      pairs(['a', '2']),
      false,
    ],
    [
      'of a sorted set has its order',
      '[ZCARD, k]',
      'zset',
      list('*', 'a', '1', 'b', '1'),
      list('*', 'b', '1', 'a', '1'),
      false,
    ],
    ['of a stream has its ids', '[XLEN, k]', 'stream', ids('1-1'), ids('2-1'), false],
    [
      'of a stream has ids from the clock, which are no two the same',
      '[XLEN, k]',
      'stream',
      ids('1-1', '1763740000000-0'),
      ids('1-1', '1763740000999-0'),
      true,
    ],
    [
      'of a stream has as many entries',
      '[XLEN, k]',
      'stream',
      ids('1763740000000-0'),
      ids('1763740000000-0', '1763740000999-0'),
      false,
    ],
  ])('%s', (_, step, type, a, b, alike) => {
    expect(valuesAlike(step, type, a, b)).toBe(alike);
    expect(valuesAlike(step, type, b, a)).toBe(alike);
  });

  it('is that of the type, of all that were asked for', () => {
    const questions = questionsAfter('[GET, k]', '[LLEN, k]');
    const state = (item: string) => left(['list', FOREVER, REFUSED, list('*', item)]);
    expect(between(questions, state('a'), state('a'))).toBeUndefined();
    expect(between(questions, state('a'), state('b'))).toBeDefined();
  });

  it('is not looked at where nobody asked for that type', () => {
    const questions = questionsAfter('[GET, k]');
    const state = (reply: string) => left(['list', FOREVER, reply]);
    expect(between(questions, state(REFUSED), state('-ERR no\r\n'))).toBeUndefined();
  });

  it('is not looked at where the case leaves its replies open; types and times are', () => {
    const questions = questionsAfter('[GET, k]');
    const state = (type: string, ttl: string, value: string) =>
      left([type, ttl, `$1\r\n${value}\r\n`]);
    const one = state('string', FOREVER, 'a');
    const open = { open: true };
    expect(between(questions, one, state('string', FOREVER, 'b'), open)).toBeUndefined();
    expect(between(questions, one, state('hash', FOREVER, 'a'), open)).toBeDefined();
    expect(between(questions, one, state('string', ':100000\r\n', 'a'), open)).toBeDefined();
  });
});

describe('a difference', () => {
  it('is that of the first key that has one, and says what is there', () => {
    const questions = questionsAfter('[MGET, a, "b c", d]');
    const same = ['string', FOREVER, '$1\r\nx\r\n'];
    const wanted = left([...same, 'string', ':99700\r\n', '$1\r\nx\r\n', ...same]);
    const found = left([...same, 'none', ':-2\r\n', '$-1\r\n', 'none', ':-2\r\n', '$-1\r\n']);
    expect(between(questions, wanted, found)).toEqual({
      key: 'b c',
      wanted: '"b c" is a string, expires in about 100 s: "x"',
      found: '"b c" does not exist',
    });
  });

  it('says the same of equal runs, a moment apart', () => {
    const questions = questionsAfter('[GET, k]');
    const state = (ttl: number) => left(['string', `:${ttl}\r\n`, '$1\r\nx\r\n']);
    const says = (ttl: number) =>
      between(questions, left(['none', ':-2\r\n', '$-1\r\n']), state(ttl))?.found;
    expect(says(9_999)).toBe(says(9_501));
    expect(says(99_990)).toBe(says(99_000));
  });

  it('says the same of a set in whatever order', () => {
    const questions = questionsAfter('[SCARD, k]');
    const state = (...members: string[]) => left(['set', FOREVER, list('*', ...members)]);
    const says = (...members: string[]) => between(questions, state('c'), state(...members))?.found;
    expect(says('b', 'a')).toBe(says('a', 'b'));
    expect(says('b', 'a')).toMatch(/"a".*"b"/);
  });

  it('says it where a server would not tell the time to live', () => {
    const questions = questionsAfter('[GET, k]');
    const state = (ttl: string) => left(['string', ttl, '$1\r\nx\r\n']);
    expect(between(questions, state(FOREVER), state('-ERR no\r\n'))).toEqual({
      key: 'k',
      wanted: '"k" is a string: "x"',
      found: '"k" is a string, does not say when it expires: "x"',
    });
  });

  it('says no more of a long value than one can read', () => {
    const questions = questionsAfter('[GET, k]');
    const state = (text: string) => left(['string', FOREVER, `$${text.length}\r\n${text}\r\n`]);
    const [wanted, found] = ['a', 'b'].map((letter) => state(letter.repeat(5_000)));
    const difference = wanted && found && between(questions, wanted, found);
    expect(difference?.found.length).toBeLessThan(500);
    expect(difference?.found).toMatch(/b…$/);
  });
});

const RUNS = { numRuns: 1_000 };

describe('whatever a server answers, a condition', () => {
  const questions = questionsAfter(
    '[GET, k]',
    '[LLEN, k]',
    '[XLEN, k]',
    '[SCARD, k]',
    '[HLEN, k]',
    '[ZCARD, k]',
  );
  const type = fc.constantFrom('string', 'list', 'stream', 'set', 'hash', 'zset', 'none', 'other');
  const state = fc
    .tuple(
      fc.oneof(
        type.map((text): Reply => ({ type: 'status', text })),
        anyReply,
      ),
      fc.oneof(
        fc.integer({ min: -2, max: 20_000 }).map((value): Reply => ({ type: 'integer', value })),
        anyReply,
      ),
      fc.array(anyReply, { minLength: 6, maxLength: 6 }),
      fc.nat(10_000),
    )
    .map(
      ([name, ttl, values, takenAtMs]): PostState => ({
        replies: [name, ttl, ...values],
        takenAtMs,
      }),
    );

  it('is like itself', () => {
    fc.assert(
      fc.property(state, fc.boolean(), (one, open) => {
        expect(between(questions, one, structuredClone(one), { open })).toBeUndefined();
      }),
      RUNS,
    );
  });

  it('is like another if that is like it', () => {
    fc.assert(
      fc.property(state, state, (one, other) => {
        const there = between(questions, one, other);
        const back = between(questions, other, one);
        expect(there?.wanted).toBe(back?.found);
        expect(there?.found).toBe(back?.wanted);
      }),
      RUNS,
    );
  });
});
