import { describe, expect, it } from 'vitest';
import { importPeer } from './peer.ts';
import { splitPeerCommand } from './peer-command.ts';

const importOne = (test: object) => {
  const whole = {
    name: 'get command',
    command: ['get k'],
    result: [null],
    since: '1.0.0',
    ...test,
  };
  return importPeer({ file: 'cases.json', text: JSON.stringify([whole]) })[0]?.entry;
};

const repliesOf = (command: string[], result: unknown[], words: object = {}) => {
  const entry = importOne({ command, result, ...words });
  return entry?.kind === 'case'
    ? entry.steps.map((step) => (step.kind === 'step' ? step.reply : step.why))
    : [entry?.why];
};

describe('a command of the peer', () => {
  // What its runner's own splitting gives for these.
  it.each<[string, boolean, string[] | undefined]>([
    ['set k v', false, ['set', 'k', 'v']],
    ['set k "two words"', false, ['set', 'k', 'two words']],
    ['set k a"b c"d', false, ['set', 'k', 'ab cd']],
    ['set k  v', false, ['set', 'k', '', 'v']],
    ['"config get" port', false, ['config', 'get', 'port']],
    ['set k \\x00', false, ['set', 'k', '\\x00']],
    ['set k \\x00\\n\\\\', true, ['set', 'k', '\0\n\\']],
    ['set k \\"a b\\"', true, ['set', 'k', 'a b']],
    ['set k a\\x20b', true, ['set', 'k', 'a', 'b']],
    ['set k \\q', true, ['set', 'k', '\\q']],
    ['set k é', false, ['set', 'k', '\xc3\xa9']],
    ['set k é', true, ['set', 'k', '\xe9']],
    ['set k ☃', true, undefined],
    ['set k \\x0', true, undefined],
    ['set k \\', true, undefined],
  ])('%j, binary: %j', (written, binary, argv) => {
    expect(splitPeerCommand(written, binary)).toEqual(argv);
  });
});

describe('a case of the peer', () => {
  it('becomes a case in RESP2, the only protocol that its runner speaks', () => {
    expect(importOne({ name: 'SET with NX / XX', since: '6.2.0' })).toMatchObject({
      kind: 'case',
      name: 'set-with-nx-xx',
      title: 'SET with NX / XX',
      since: { redis: '6.2' },
      protocol: 2,
      isolation: 'keyspace',
      line: 1,
    });
    expect(importOne({ since: '6.0.6' })).toMatchObject({ since: { redis: '6.0.6' } });
    expect(importOne({ command: ['swapdb 0 1'], result: ['OK'] })).toMatchObject({
      isolation: 'server',
    });
  });

  it('claims what its client can tell: texts and nulls of either kind', () => {
    const either = { 'one-of': [{ status: 'OK' }, 'OK'] };
    expect(
      repliesOf(['set k v', 'get k', 'get n', 'type k', 'incr n'], ['OK', 'v', null, 'string', 1]),
    ).toEqual([either, 'v', { any: 'null' }, { 'one-of': [{ status: 'string' }, 'string'] }, 1]);
    expect(
      repliesOf(['multi', 'get k', 'exec'], ['OK', 'QUEUED', [['v', null], true]]).at(-1),
    ).toEqual([['v', { any: 'null' }], 1]);
  });

  it('is as lenient as sort_result and float_result are, wherever they are set', () => {
    const lists = [
      ['b', 'a'],
      [['2', '1'], 'c'],
    ];
    expect(repliesOf(['smembers s', 'smembers s'], lists)).toEqual(lists);
    expect(repliesOf(['smembers s', 'smembers s'], lists, { sort_result: false })).toEqual([
      { unordered: ['b', 'a'] },
      [{ unordered: ['2', '1'] }, 'c'],
    ]);
    const near = (approx: number) => ({ approx, within: 0.01 });
    expect(
      repliesOf(['geopos g a', 'get n'], [[['1.5', '2e1'], null, 'a', 3], '1.5'], {
        float_result: true,
      }),
    ).toEqual([[[near(1.5), near(20)], { any: 'null' }, 'a', 3], '1.5']);
  });

  it('keeps integers that JSON readers round', () => {
    const text =
      '[{"name":"incr","command":["incr n"],"result":[9223372036854775807],"since":"1.0.0"}]';
    expect(importPeer({ file: 'cases.json', text })[0]?.entry).toMatchObject({
      steps: [{ reply: 9223372036854775807n }],
    });
  });

  it.each<[object, RegExp]>([
    [{ skipped: false }, /skipped in the source/],
    [{ tags: 'cluster' }, /for a cluster/],
    [{ result: [] }, /fewer results/],
    [{ command: [], result: [] }, /sends nothing/],
    [{ result: [{ a: 1 }] }, /no reply equals {"a":1}/],
    [{ result: [[1.5]] }, /no reply equals 1.5/],
    [{ command: ['nosuch k'] }, /no server that Samewire knows has NOSUCH/],
    [{ command: ['set k \\'], command_binary: true }, /escape/],
    [{ command: ['subscribe a b'] }, /more comes/],
    [{ since: 'soon' }, /no version/],
    [{ since: '0.1.0' }, /first redis was 1.0/],
    [{ command: 'get k' }, /needs name, command/],
  ])('that cannot be said is left out: %j', (test, why) => {
    expect(importOne(test)).toMatchObject({ kind: 'left-out', why: expect.stringMatching(why) });
  });

  it('is told by its line', () => {
    const text = '[\n  {"name": "a [", "since": {}},\n  7,\n\n  {\n "name": "b" }, "{"]';
    const lines = importPeer({ file: 'cases.json', text }).map(({ entry }) => entry.line);
    expect(lines).toEqual([2, 3, 5, 6]);
  });

  it.each([
    ['{}', 'cases.json:1: not a JSON array'],
    ['[\n{"name": oops}]', /cases.json:2: not JSON/],
  ])('must be in a JSON array: %j', (text, problem) => {
    expect(() => importPeer({ file: 'cases.json', text })).toThrow(problem);
  });
});
