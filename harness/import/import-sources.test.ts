import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importSources, kindOf } from './import-sources.ts';
import { ImportError } from './imported.ts';

const cases = (...tests: object[]) => ({
  file: 'theirs/cases.json',
  text: JSON.stringify(tests.map((test) => ({ since: '1.0.0', ...test }))),
});
const session = {
  file: 'logs/My Session.txt',
  text: '> FLUSHALL\nOK\n> RPUSH l a\n(integer) 1\n> TIME\n1) "1"\n2) "2"\n> QUIT\n',
};

/** Lines of a session as anybody might have kept it: real ones, and any text between them. */
const transcriptLine = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('127.0.0.1:6379> ', '127.0.0.1:6379[2](TX)> ', 'redis> '),
      fc.constantFrom(
        'SET',
        'GET',
        'XADD s * f',
        'MULTI',
        'EXEC',
        'FLUSHALL',
        'HELLO',
        'SELECT',
        '3',
        'SPOP',
        '',
      ),
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('3', '"\\xff"', '$\u007bid}', 'a: b'),
      ),
    )
    .map(([prompt, command, rest]) => `${prompt}${command} ${rest}`),
  fc.constantFrom(
    'OK',
    'QUEUED',
    '(nil)',
    '1) "a"',
    '2) "b"',
    '"17-0"',
    '(integer) 7',
    '(error) ERR no',
    '1# "f" => (true)',
  ),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'grapheme' }).map((text) => `# ${text}`),
);

/** Cases of the peer that its runner would take, and some that it would not. */
const exchange = fc.tuple(
  fc.oneof(
    fc.constant('get k'),
    fc.string({ unit: 'grapheme' }).map((text) => `set k ${text}`),
  ),
  fc.oneof(fc.constantFrom('OK', null, 1, ['1', '2'], [[null]]), fc.jsonValue({ maxDepth: 3 })),
);
const test = fc
  .record(
    {
      name: fc.string({ unit: 'grapheme' }),
      exchanges: fc.array(exchange, { maxLength: 3 }),
      since: fc.constantFrom('6.2.0', '7.0.0', '1.0.1', 'x'),
      sort_result: fc.boolean(),
      float_result: fc.boolean(),
      command_binary: fc.boolean(),
    },
    { requiredKeys: ['name', 'exchanges', 'since'] },
  )
  .map(({ exchanges, ...rest }) => ({
    ...rest,
    command: exchanges.map(([command]) => command),
    result: exchanges.map(([, result]) => result),
  }));

/** Whether it was imported, and so loads: `importSources` compiles what it wrote. */
function loads(text: string): boolean {
  try {
    return importSources([{ file: 'session.txt', text }]).files.length > 0;
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    return false;
  }
}

describe('imported sources', () => {
  it('load, whatever they hold, or are refused', () => {
    const transcripts = fc
      .array(transcriptLine, { maxLength: 30 })
      .map((lines) => lines.join('\n'));
    const peers = fc.array(test, { maxLength: 5 }).map((tests) => JSON.stringify(tests));
    for (const sources of [transcripts, peers]) {
      let count = 0;
      const one = fc.property(sources, (text) => {
        count += Number(loads(text));
      });
      fc.assert(one, { numRuns: 500 });
      expect(count).toBeGreaterThan(50);
    }
  });

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

  it('are what the manual shows', () => {
    const manual = join(import.meta.dirname, '..', '..', 'docs', 'suites.md');
    const [, part = ''] = readFileSync(manual, 'utf8').split('## Importing');
    const [text = '', yaml = ''] = [...part.matchAll(/```(?:text|yaml)\n(.*?)```/gs)].map(
      ([, inner]) => inner,
    );
    const { files } = importSources([{ file: 'session.txt', text }]);
    expect(files).toMatchObject([{ group: 'string', name: 'session', text: yaml }]);
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
