import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reply } from '../../../harness/wire/reply.ts';
import { cliLine } from './call.ts';
import { FAMILIES, sequences, table } from './families.ts';
import { Judge } from './judge.ts';
import { NOT_DRAWN } from './not-drawn.ts';

const bulk = (text: string): Reply => ({ type: 'bulk', text });
const integer = (value: number): Reply => ({ type: 'integer', value });
const error = (text: string): Reply => ({ type: 'error', text });
const status = (text: string): Reply => ({ type: 'status', text });
const array = (...items: Reply[]): Reply => ({ type: 'array', items });

function judged(server: string, ...asked: readonly (readonly [string, Reply, Reply])[]) {
  return new Judge(table, server, 2).judge(
    asked.map(([line]) => line.split(' ')),
    asked.map(([, ours]) => ours),
    asked.map(([, , theirs]) => theirs),
  );
}

describe('two replies', () => {
  it.each([
    ['GET k', bulk('1'), integer(1)],
    ['GET k', error('ERR a'), error('ERR b')],
    ['LRANGE k 0 -1', array(bulk('a'), bulk('b')), array(bulk('b'), bulk('a'))],
    ['SRANDMEMBER k 2', array(bulk('a')), array(bulk('a'), bulk('b'))],
    ['TTL k', integer(-1), integer(-2)],
    ['PTTL k', integer(100_000), integer(200_000)],
    ['HSCAN k 0', array(bulk('0'), array(bulk('a'))), array(bulk('0'), array(bulk('b')))],
    ['XADD k 1-* a b', bulk('1-1'), bulk('1-2')],
  ])('of %s differ', (line, ours, theirs) => {
    expect(judged('redict@7.3', [line, ours, theirs]).difference).toMatchObject({ at: 0 });
  });

  it.each([
    ['SMEMBERS k', array(bulk('a'), bulk('b')), array(bulk('b'), bulk('a'))],
    ['SRANDMEMBER k', bulk('a'), bulk('b')],
    ['PTTL k', integer(100_000), integer(99_999)],
    ['HSCAN k 0', array(bulk('0'), array()), array(bulk('5'), array(bulk('b')))],
    ['SCAN 10', array(bulk('0'), array()), array(bulk('0'), array(bulk('b')))],
    [
      'XPENDING k g - + 1',
      array(array(bulk('1-1'), bulk('c'), integer(0), integer(1))),
      array(array(bulk('1-1'), bulk('c'), integer(7), integer(1))),
    ],
  ])('of %s are alike', (line, ours, theirs) => {
    expect(judged('redict@7.3', [line, ours, theirs])).toEqual({ compared: 1 });
  });

  it('of EXEC are compared as those of the commands that were queued', () => {
    const transaction = (command: string) =>
      judged(
        'redict@7.3',
        ['MULTI', status('OK'), status('OK')],
        [command, status('QUEUED'), status('QUEUED')],
        ['EXEC', array(bulk('a')), array(bulk('b'))],
      );
    expect(transaction('SRANDMEMBER k').difference).toBeUndefined();
    expect(transaction('GET k').difference).toMatchObject({ at: 2 });
  });
});

describe('a known departure', () => {
  const lset = ['LSET k 4294967296 a', error('ERR index out of range'), status('OK')] as const;
  const get = ['GET k', bulk('a'), bulk('b')] as const;

  it('of a write ends the comparison with that server, and with no other', () => {
    expect(judged('redict@7.3', lset, get)).toEqual({ compared: 0 });
    expect(judged('redis@7.0', lset, get).difference).toMatchObject({ at: 0 });
  });

  it('of a read lets it go on', () => {
    const scan = ['HSCAN k 0 NOVALUES', error('ERR syntax error'), array()] as const;
    expect(judged('redict@7.3', scan, get).difference).toMatchObject({ at: 1 });
  });
});

describe('sequences', () => {
  it.each(FAMILIES)('of %s reach every command of the group', (family) => {
    const drawn = fc
      .sample(sequences(family), { numRuns: 300, seed: 1 })
      .flatMap(({ calls }) => calls.map(({ argv }) => table.find(argv)?.fullName));
    const expected = [...table.all()].filter(
      ({ spec, facts, fullName }) =>
        spec !== undefined && facts.group === family && NOT_DRAWN[fullName] === undefined,
    );
    expect(expected.length).toBeGreaterThan(3);
    expect(expected.filter(({ fullName }) => !drawn.includes(fullName))).toEqual([]);
  });

  it('are printed as redis-cli reads them', () => {
    expect(cliLine(['SET', 'k1', '', 'a "b"\\\r\xff'])).toBe(
      String.raw`SET k1 "" "a \"b\"\\\x0d\xff"`,
    );
  });
});
