import { describe, expect, it } from 'vitest';
import { groupOf, keysIn } from './key-specs.ts';

/** A command as one would type it; no argument here has a space in it. */
function words(line: string): string[] {
  return line.split(' ');
}

describe('the keys of a command', () => {
  it.each<[line: string, keys: string[]]>([
    // One argument, or several.
    ['GET key', ['key']],
    ['get key', ['key']],
    ['RENAME old new', ['old', 'new']],
    ['LCS a b LEN', ['a', 'b']],
    // To the end, or to what ends them.
    ['DEL a b c', ['a', 'b', 'c']],
    ['BLPOP a b 0', ['a', 'b']],
    ['BITOP AND into a b', ['into', 'a', 'b']],
    ['SDIFFSTORE into a b', ['into', 'a', 'b']],
    // Every second one.
    ['MSET a 1 b 2', ['a', 'b']],
    ['MSETEX 2 a 1 b 2 EX 10', ['a', 'b']],
    // As many as are counted.
    ['EVAL text 2 a b c', ['a', 'b']],
    ['EVAL text 0 c', []],
    ['ZUNION 2 a b WITHSCORES', ['a', 'b']],
    ['ZUNIONSTORE into 2 a b WEIGHTS 1 2', ['into', 'a', 'b']],
    ['BLMPOP 0 2 a b LEFT', ['a', 'b']],
    ['SINTERCARD 2 a b LIMIT 3', ['a', 'b']],
    // After a word, half of what is left.
    ['XREAD STREAMS s 0', ['s']],
    ['XREAD COUNT 2 BLOCK 0 streams s t 0 0', ['s', 't']],
    ['XREADGROUP GROUP STREAMS me STREAMS s t > >', ['s', 't']],
    // After one of several words, where there is one.
    ['GEORADIUS g 1 2 3 m', ['g']],
    ['GEORADIUS g 1 2 3 m STORE into', ['g', 'into']],
    ['GEORADIUS g 1 2 3 m COUNT 1 STOREDIST into', ['g', 'into']],
    ['GEORADIUSBYMEMBER STORE STORE 3 m STORE into', ['STORE', 'into']],
    // After a word that is looked for from the end.
    ['MIGRATE host port key 0 100', ['key']],
    ['MIGRATE host port KEYS 0 100 COPY KEYS a b', ['KEYS', 'a', 'b']],
    // Of a subcommand.
    ['OBJECT ENCODING key', ['key']],
    ['object encoding key', ['key']],
    ['XGROUP CREATE s group $', ['s']],
    // None, or none that can be told.
    ['PING', []],
    ['OBJECT HELP', []],
    ['NOSUCH key', []],
    ['GET', []],
    ['ZUNION many a b', []],
    ['ZUNION -1 a b', []],
    ['EVAL text 99 a b', ['a', 'b']],
    ['EVAL text 9007199254740991 a b', ['a', 'b']],
    ['XREAD s 0', []],
    ['XREAD STREAMS', []],
  ])('%s: %j', (line, keys) => {
    expect(keysIn(words(line))).toEqual(keys);
  });

  it('are told once, in the order of the arguments', () => {
    // STOREDIST comes later among its specifications, and earlier here.
    expect(keysIn(words('GEORADIUS g 1 2 3 m STOREDIST one STORE two'))).toEqual([
      'g',
      'one',
      'two',
    ]);
  });

  it('may be empty, and may be any bytes', () => {
    expect(keysIn(['DEL', '', '\xff\x00'])).toEqual(['', '\xff\x00']);
  });
});

it.each([
  ['GEOADD', 'geo'],
  ['zadd', 'sorted-set'],
  ['OBJECT ENCODING', 'generic'],
  ['PING', undefined],
  ['', undefined],
])('the group of %j is %s', (line, group) => {
  expect(groupOf(words(line))).toBe(group);
});
