import { describe, expect, it, test } from 'vitest';
import type { Cell, ResultDocument } from './document.generated.ts';
import { type Expectation, ExpectationError, parseExpectations, reckon } from './expect.ts';
import { DocumentError, readDocument, writeDocument } from './text.ts';
import { covers } from './version-range.ts';

function documentOf(...cells: Cell[]): ResultDocument {
  const target = (version: string) => ({
    name: `redis@${version}`,
    driver: 'debian' as const,
    product: 'redis',
    version,
    startedAs: 'debian',
    identity: {},
  });
  return {
    format: 1,
    tool: { name: 'samewire', version: '0' },
    machine: { os: 'linux', arch: 'x64', cpus: 2 },
    policy: 'client',
    baseline: 'contract',
    suites: [],
    targets: cells.map((_, i) => target(`${6 + i}.0.1`)),
    cases: [{ id: 'string/set/a', title: 'a', place: 'set.yaml:1', steps: [{ says: 'SET k v' }] }],
    results: [{ case: 'string/set/a', context: 'plain', protocol: 3, cells }],
    times: { startedAt: '2026-11-21T00:00:00Z', durationMs: 1, cellsMs: [[1, 1]] },
  };
}

function known(entry: Partial<Expectation> = {}): Expectation {
  return {
    case: 'string/set/*',
    target: 'redis@6.0',
    rung: 'value',
    why: 'a reason',
    file: 'redis.yaml',
    ...entry,
  };
}

const failing: Cell = { verdict: 'different', rung: 'value', fails: true, differences: [] };
const same: Cell = { verdict: 'same' };

describe('expectations', () => {
  it('cover what they name', () => {
    const { expected, unexpected, stale } = reckon(documentOf(failing, same), [known()]);
    expect([expected.length, unexpected.length, stale.length]).toEqual([1, 0, 0]);
  });

  it('leave the rest unexpected', () => {
    const { unexpected } = reckon(documentOf(failing, failing), [known()]);
    expect(unexpected.map(({ target }) => target.name)).toEqual(['redis@7.0.1']);
  });

  it.each([
    ['another rung', { rung: 'type' as const }],
    ['another protocol', { protocol: 2 as const }],
    ['another case', { case: 'string/get/*' }],
    ['another product', { target: 'valkey@6.0' }],
  ])('do not cover %s', (_, entry) => {
    expect(reckon(documentOf(failing), [known(entry)]).unexpected).toHaveLength(1);
  });

  it('are stale when what they name no longer differs so', () => {
    expect(reckon(documentOf(same), [known()]).stale).toHaveLength(1);
  });

  it('are not stale when nothing they name was judged', () => {
    const blocked: Cell = { verdict: 'blocked', why: 'down' };
    expect(reckon(documentOf(blocked), [known(), known({ case: 'hash/*/*' })]).stale).toEqual([]);
  });

  it('hold an unstable cell to a reason too', () => {
    const unstable: Cell = { verdict: 'unstable', why: 'x', differences: [] };
    expect(reckon(documentOf(unstable), []).unexpected).toHaveLength(1);
    expect(reckon(documentOf(unstable), [known({ rung: 'unstable' })]).unexpected).toEqual([]);
  });

  describe('of one context', () => {
    const twoContexts = (plain: Cell, multi: Cell): ResultDocument => {
      const document = documentOf(plain);
      const [row] = document.results;
      if (row === undefined) throw new Error('no row');
      return { ...document, results: [row, { ...row, context: 'multi', cells: [multi] }] };
    };
    const inMulti = known({ context: 'multi' });

    it('cover it and no other', () => {
      const { expected, unexpected } = reckon(twoContexts(failing, failing), [inMulti]);
      expect(expected.map(({ context }) => context)).toEqual(['multi']);
      expect(unexpected.map(({ context }) => context)).toEqual(['plain']);
    });

    it('are stale when it is as it should be, whatever others are', () => {
      expect(reckon(twoContexts(failing, same), [inMulti]).stale).toEqual([inMulti]);
    });

    it('are not stale when it was not run', () => {
      expect(reckon(documentOf(failing), [inMulti]).stale).toEqual([]);
    });

    it('are not needed beside one of all contexts, which holds as long as any does', () => {
      for (const document of [twoContexts(same, failing), twoContexts(failing, same)]) {
        const { unexpected, stale } = reckon(document, [known()]);
        expect([unexpected, stale]).toEqual([[], []]);
      }
    });
  });

  describe('of a target that is early', () => {
    const early: Cell = { verdict: 'same', early: true };

    it('are wanted, though nothing differs', () => {
      expect(reckon(documentOf(early), []).unexpected).toHaveLength(1);
      expect(reckon(documentOf(early), [known()]).unexpected).toHaveLength(1);
    });

    it('cover it by that name, and are stale without', () => {
      const expectation = known({ rung: 'early' });
      const { expected, unexpected, stale } = reckon(documentOf(early), [expectation]);
      expect([expected.length, unexpected.length, stale.length]).toEqual([1, 0, 0]);
      expect(reckon(documentOf(same), [expectation]).stale).toEqual([expectation]);
    });

    it('are stale when they say that it differs', () => {
      expect(reckon(documentOf(early), [known()]).stale).toHaveLength(1);
    });
  });

  it('are found by whole ids, in which a star stops at a slash', () => {
    const holds = (id: string) =>
      reckon(documentOf(failing), [known({ case: id })]).expected.length;
    const ids = [
      'string/set/a',
      'string/*/a',
      '*/*/*',
      's*/set/*',
      'string/*',
      '*',
      'string/set',
      'tring/set/a',
      'string.set.a',
    ];
    expect(ids.filter((id) => holds(id) === 1)).toEqual(ids.slice(0, 4));
  });

  it('need a reason', () => {
    const text = 'known:\n  - { case: a, target: redis@6.0, rung: value }\n';
    expect(() => parseExpectations('known.yaml', text)).toThrow(ExpectationError);
    expect(() => parseExpectations('known.yaml', text)).toThrow(/known\.yaml: \/known\/0 .*why/);
  });
});

test.each([
  ['*', '9.1.2', true],
  ['9.1', '9.1.2', true],
  ['9.1', '9.10.0', false],
  ['9', '9.1.2', true],
  ['>=7.0', '6.9.9', false],
  ['>=7.0 <8.6', '8.0.2', true],
  ['>=7.0 <8.6', '8.6.3', false],
  ['<=8.0', '8.0.5', true],
  ['>8.0', '8.0.5', false],
])('%s covers %s: %s', (range, version, expected) => {
  expect(covers(range, version)).toBe(expected);
});

describe('the document as text', () => {
  it('comes back as it was', () => {
    const document = documentOf(failing, same);
    expect(readDocument(writeDocument(document))).toEqual(document);
  });

  it('is the same for two runs that saw different replies where the contract leaves them open', () => {
    const sees = (member: string): Cell => ({
      ...failing,
      differences: [
        {
          step: 1,
          rung: 'type',
          against: 'contract',
          varies: true,
          wanted: { says: '{ one-of: [a, b] }', value: [member] },
          found: { says: member, value: member, bytes: `+${member}\r\n` },
        },
      ],
    });
    const lines = (member: string) => writeDocument(documentOf(sees(member), same)).split('\n');
    expect(lines('a').filter((line, i) => line !== lines('b')[i])).toEqual([
      expect.stringMatching(/^"times"/),
    ]);
    expect(readDocument(lines('a').join('\n'))).toEqual(documentOf(sees('a'), same));
  });

  it.each([
    ['{', /not JSON/],
    ['{}', /not a result document.*format/s],
  ])('is refused when it is %j', (text, problem) => {
    expect(() => readDocument(text)).toThrow(DocumentError);
    expect(() => readDocument(text)).toThrow(problem);
  });
});
