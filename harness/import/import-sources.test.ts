import { describe, expect, it } from 'vitest';
import { importSources, kindOf } from './import-sources.ts';

const cases = (...tests: object[]) => ({
  file: 'theirs/cases.json',
  text: JSON.stringify(tests.map((test) => ({ since: '1.0.0', ...test }))),
});
const session = {
  file: 'logs/My Session.txt',
  text: '> FLUSHALL\nOK\n> RPUSH l a\n(integer) 1\n> TIME\n1) "1"\n2) "2"\n> QUIT\n',
};

describe('imported sources', () => {
  it('become a suite for each command of the peer, in the folder of its group', () => {
    const { files, leftOut } = importSources([
      cases(
        { name: 'get command', command: ['set k v', 'get k'], result: ['OK', 'v'] },
        { name: 'get command', command: ['get k'], result: [null] },
        { name: 'config get', command: ['config get port'], result: [['port', '1']] },
        { name: 'function', command: ['function delete l'], result: ['OK'], tags: 'cluster' },
      ),
    ]);
    expect(files.map(({ group, name, caseCount }) => [group, name, caseCount])).toEqual([
      ['string', 'get', 2],
      ['server', 'config', 1],
    ]);
    expect(files[0]?.text).toContain('commands: [get]');
    expect(files[0]?.text).toContain('- case: get-command-2');
    expect(files[1]?.text).toContain('commands: [config|get]');
    expect(leftOut).toMatchObject([{ what: 'function', line: 1 }]);
  });

  it('become one suite a transcript, named after its file and in the group of most commands', () => {
    const { files, leftOut } = importSources([session]);
    expect(files).toMatchObject([{ group: 'list', name: 'my-session', caseCount: 1 }]);
    expect(files[0]?.text).toContain('commands: [rpush, time]');
    expect(leftOut).toMatchObject([{ what: 'QUIT', file: 'logs/My Session.txt', line: 8 }]);
  });

  it('of one name become one suite', () => {
    const other = {
      file: 'elsewhere/my-session.log',
      text: '> FLUSHALL\nOK\n> RPUSH l a\n(integer) 1\n',
    };
    const { files } = importSources([session, other], { group: 'ours' });
    expect(files).toMatchObject([{ group: 'ours', name: 'my-session', caseCount: 2 }]);
  });

  it.each([
    ['[{"name": 1}]', 'peer'],
    ['\ufeff [\n]', 'peer'],
    ['[::1]:6379> PING\nPONG', 'transcript'],
    ['127.0.0.1:6379> PING\nPONG', 'transcript'],
    ['', 'transcript'],
  ])('are told by how they begin: %j', (text, kind) => {
    expect(kindOf({ file: 'file', text })).toBe(kind);
  });
});
