import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DocumentedArgument, grammarOf, joinGrammars } from './grammar.ts';
import { tokensSent } from './tokens-sent.ts';

type Written = Partial<DocumentedArgument> & Pick<DocumentedArgument, 'type'>;

function arg(type: string, more: Omit<Written, 'type'> = {}): DocumentedArgument {
  return { type, flags: [], arguments: [], ...more };
}

function token(name: string, flags: readonly string[] = ['optional']): DocumentedArgument {
  return arg('pure-token', { token: name, flags });
}

function oneof(...branches: DocumentedArgument[]): DocumentedArgument {
  return arg('oneof', { arguments: branches });
}

const optional = ['optional'];
const several = ['multiple'];

const SET = grammarOf([
  arg('key'),
  arg('string'),
  arg('oneof', { flags: optional, arguments: [token('NX'), token('XX')] }),
  token('GET'),
  arg('oneof', {
    flags: optional,
    arguments: [arg('integer', { token: 'EX' }), arg('unix-time', { token: 'EXAT' })],
  }),
]);
const ZADD = grammarOf([
  arg('key'),
  token('NX'),
  token('CH'),
  arg('block', { flags: several, arguments: [arg('double'), arg('string')] }),
]);
const XREAD = grammarOf([
  arg('integer', { token: 'COUNT', flags: optional }),
  arg('block', {
    token: 'STREAMS',
    arguments: [arg('key', { flags: several }), arg('string', { flags: several })],
  }),
]);
const SORT = grammarOf([
  arg('key'),
  arg('pattern', { token: 'BY', flags: optional }),
  arg('block', { token: 'LIMIT', flags: optional, arguments: [arg('integer'), arg('integer')] }),
  arg('pattern', { token: 'GET', flags: ['optional', 'multiple', 'multiple_token'] }),
  token('ALPHA'),
]);
const CLIENT_KILL = grammarOf([
  arg('oneof', {
    flags: optional,
    token: 'TYPE',
    arguments: [token('NORMAL', []), token('PUBSUB', [])],
  }),
  arg('integer', { token: 'ID', flags: ['optional', 'multiple'] }),
]);
const GEOSEARCH = grammarOf([
  arg('key'),
  arg('string', { token: 'FROMMEMBER' }),
  arg('block', {
    token: 'BYRADIUS',
    arguments: [arg('double'), oneof(token('M', []), token('KM', []))],
  }),
]);
const SINTERCARD = grammarOf([
  arg('integer'),
  arg('key', { flags: several }),
  arg('integer', { token: 'LIMIT', flags: optional }),
]);
const XADD = grammarOf([arg('key'), oneof(token('*', []), arg('string')), arg('string')]);
const COPY = grammarOf([oneof(arg('integer'), arg('string')), arg('key'), token('REPLACE')]);
const HELLO = grammarOf([
  arg('integer', { flags: optional }),
  arg('string', { token: 'SETNAME', flags: optional }),
]);
const MIGRATE = grammarOf([arg('string'), oneof(arg('key'), token('', [])), token('COPY')]);

describe('tokens in a command line', () => {
  it.each([
    ['right after the leading values', SET, ['key', 'value', 'nx', 'get'], ['NX', 'GET']],
    ['not among the leading values', SET, ['GET', 'NX'], []],
    ['not as the value of another token', SET, ['key', 'value', 'EX', 'NX'], ['EX']],
    ['after the value of another token', SET, ['key', 'value', 'ex', '9', 'nx'], ['EX', 'NX']],
    ['not as a member', ZADD, ['key', 'NX', '1', 'ch'], ['NX']],
    ['in capitals behind other values', ZADD, ['key', '1', 'member', 'CH'], ['CH']],
    ['not as a key in a list', XREAD, ['streams', 'count', 'streams', '0'], ['STREAMS']],
    ['not as a key after the first of a list', XREAD, ['STREAMS', 'a', 'count'], ['STREAMS']],
    ['once, however often they stand', SORT, ['key', 'get', '#', 'get', 'a'], ['GET']],
    ['not as a pattern', SORT, ['key', 'by', 'alpha', 'limit', '0', '1'], ['BY', 'LIMIT']],
    ['as the choice of another token', CLIENT_KILL, ['type', 'normal'], ['TYPE', 'NORMAL']],
    [
      'behind a list of values',
      CLIENT_KILL,
      ['ID', '1', '2', 'TYPE', 'pubsub'],
      ['ID', 'TYPE', 'PUBSUB'],
    ],
    [
      'after a value inside a block',
      GEOSEARCH,
      ['key', 'frommember', 'm', 'byradius', '1', 'km'],
      ['FROMMEMBER', 'BYRADIUS', 'KM'],
    ],
    ['not as one of several keys', SINTERCARD, ['2', 'a', 'limit', '1'], []],
    ['in capitals behind several keys', SINTERCARD, ['2', 'a', 'b', 'LIMIT', '1'], ['LIMIT']],
    [
      'behind a value that comes once per token',
      SORT,
      ['key', 'get', 'a', 'alpha'],
      ['GET', 'ALPHA'],
    ],
    ['behind a value of one type or another', COPY, ['3', 'key', 'replace'], ['REPLACE']],
    ['not as a value of one type or another', COPY, ['REPLACE', 'REPLACE'], []],
    ['first where the value before it may be left out', HELLO, ['setname', 'app'], ['SETNAME']],
    ['without a letter in them', XADD, ['key', '*', 'value'], ['*']],
    ['without any character', MIGRATE, ['host', '', 'copy'], ['', 'COPY']],
    ['not where an argument is open', SET, ['key', 'value', undefined], []],
    ['of a line that is too short', SET, ['key'], []],
  ])('are found %s', (_, grammar, sent, found) => {
    expect(tokensSent(sent, grammar)).toEqual(found);
  });

  it('are never more than stand in the line, nor more without capitals', () => {
    const word = fc.constantFrom('KEY', 'NX', 'CH', 'GET', 'EX', 'LIMIT', '1', 'STREAMS', 'COUNT');
    const grammar = fc.constantFrom(SET, ZADD, XREAD, SORT, CLIENT_KILL, SINTERCARD);
    fc.assert(
      fc.property(fc.array(word), grammar, (sent, one) => {
        const found = tokensSent(sent, one);
        expect(sent).toEqual(expect.arrayContaining(found));
        const lower = tokensSent(
          sent.map((argument) => argument.toLowerCase()),
          one,
        );
        expect(lower.length).toBeLessThanOrEqual(found.length);
      }),
    );
  });
});

describe('a grammar', () => {
  it.each([
    ['nothing', grammarOf([]), false],
    ['words', grammarOf([arg('key'), arg('string')]), false],
    ['an integer deep inside', XREAD, true],
    ['a time', SET, true],
    ['a double', ZADD, true],
  ])('of %s asks for a number: %s', (_, { numeric }, expected) => {
    expect(numeric).toBe(expected);
  });

  it('of two servers leads with what both do', () => {
    const [one, two] = [grammarOf([arg('key')]), grammarOf([arg('key'), arg('string')])];
    expect(joinGrammars(one, two).leading).toEqual({ count: 1, more: false });
    const several = grammarOf([arg('key', { flags: ['multiple'] })]);
    expect(joinGrammars(one, several).leading).toEqual({ count: 1, more: true });
  });
});
