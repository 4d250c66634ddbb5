import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorClass, hasWrongArity, raisable } from './error-class.ts';
import { type DescribedCommand, surfaceOf } from './testing/introspection.ts';

function command(described: DescribedCommand) {
  const [first] = surfaceOf('one', [described]).commands.values();
  if (first === undefined) throw new Error('an empty surface');
  return first;
}

describe('the class of an error', () => {
  it.each([
    ['arity', 'get', "ERR wrong number of arguments for 'get' command"],
    ['arity', 'client|id', "ERR wrong number of arguments for 'client|id' command"],
    ['arity', 'client|id', "ERR wrong number of arguments for 'client' command"],
    ['specific', 'eval', "ERR wrong number of arguments for 'get' command"],
    ['subcommand', 'client', "ERR unknown subcommand 'foo'. Try CLIENT HELP."],
    [
      'subcommand',
      'client',
      "ERR Unknown subcommand or wrong number of arguments for 'foo'. Try CLIENT HELP.",
    ],
    [
      'syntax',
      'cluster|reset',
      "ERR unknown subcommand or wrong number of arguments for 'RESET'. Try CLUSTER HELP.",
    ],
    [
      'arity',
      'exec',
      "EXECABORT Transaction discarded because of: wrong number of arguments for 'exec' command",
    ],
    ['specific', 'exec', 'EXECABORT Transaction discarded because of previous errors.'],
    ['arity', 'vadd', "ERR wrong number of arguments for 'VADD' command"],
    ['syntax', 'set', 'ERR syntax error'],
    ['syntax', 'expire', 'ERR Unsupported option SOON'],
    ['syntax', 'zadd', 'ERR GT, LT, and/or NX options at the same time are not compatible'],
    ['syntax', 'geodist', 'ERR unsupported unit provided. please use M, KM, FT, MI'],
    ['syntax', 'xclaim', "ERR Unrecognized XCLAIM option 'abc'"],
    ['range', 'xclaim', 'ERR Invalid RETRYCOUNT option argument for XCLAIM'],
    ['type', 'get', 'WRONGTYPE'],
    ['type', 'get', 'WRONGTYPE Operation against a key holding the wrong kind of value'],
    ['type', 'lcs', 'ERR The specified keys must contain string values'],
    ['range', 'incr', 'ERR value is not an integer or out of range'],
    ['range', 'incrbyfloat', 'ERR increment would produce NaN or Infinity'],
    ['range', 'zadd', 'ERR value is not a valid float'],
    ['range', 'blpop', 'ERR timeout is negative'],
    ['range', 'expire', "ERR invalid expire time in 'expire' command"],
    ['range', 'setbit', 'ERR bit offset is not an integer or out of range'],
    ['range', 'geoadd', 'ERR invalid longitude,latitude pair 181.000000,91.000000'],
    [
      'specific',
      'xadd',
      'ERR The stream has exhausted the last possible ID, unable to add more items',
    ],
    ['specific', 'xreadgroup', 'NOGROUP No such key'],
    [
      'specific',
      'eval',
      'ERR value is not an integer or out of range script: 4aa72b2f4e0f8a896781bdd78594d1d5f2d66087, on @user_script:3.',
    ],
    [undefined, 'get', 'ERR'],
    [undefined, 'get', ''],
  ] as const)('is %s for %s: %s', (expected, name, text) => {
    const container = ['client', 'cluster'].includes(name);
    expect(errorClass(text, { name, container })).toBe(expected);
  });
});

describe('what a command can raise', () => {
  const key = [['RO']];
  it.each<[string, DescribedCommand, readonly string[]]>([
    ['any number of words', { name: 'ping', arity: -1 }, []],
    ['at least its own two words', { name: 'client|list', arity: -2 }, []],
    ['at least one argument', { name: 'del', arity: -2 }, ['arity']],
    ['no argument', { name: 'dbsize', arity: 1 }, ['arity']],
    [
      'subcommands',
      { name: 'xinfo', arity: -2, subcommands: [{ name: 'xinfo|help' }] },
      ['arity', 'subcommand'],
    ],
    ['a token', { name: 'x', arguments: [{ type: 'pure-token', token: 'NX' }] }, ['syntax']],
    ['a number', { name: 'x', arguments: [{ type: 'double' }] }, ['range']],
    ['a key of its type', { name: 'x', group: 'hash', keys: key }, ['type']],
    ['a key of any type', { name: 'x', group: 'generic', keys: key }, []],
    ['a key to overwrite', { name: 'x', group: 'string', keys: [['OW']] }, []],
  ])('with %s', (_, described, classes) => {
    expect(raisable(command(described))).toEqual(classes);
  });

  it('is no error of arity with a number of words that every server takes', () => {
    const arity = fc.integer({ min: -5, max: 5 }).filter((one) => one !== 0);
    fc.assert(
      fc.property(arity, fc.nat(8), (one, words) => {
        const fits = one > 0 ? words === one : words >= -one;
        expect(hasWrongArity({ arities: [one] }, words)).toBe(!fits);
        expect(hasWrongArity({ arities: [words, one] }, words)).toBe(!fits);
      }),
    );
  });
});
