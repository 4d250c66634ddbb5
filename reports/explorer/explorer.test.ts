import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../../harness/results/document.generated.ts';
import { buildMatrix } from '../matrix.ts';
import { sampleDocument, smallDocument } from '../testing/sample.ts';
import { disagree, rowFilter, searchIndex } from './filter.ts';
import { keyAction } from './use-grid-keys.ts';
import { CONTEXTS, fromHash, INITIAL, PROTOCOLS, toHash, type ViewState } from './view-state.ts';
import { visibleRows } from './visible-rows.ts';

const word = fc.stringMatching(/^[a-z0-9@:/&=#%+-]{1,12}$/);
const anyState: fc.Arbitrary<ViewState> = fc
  .record({
    text: fc.string(),
    show: fc.array(word),
    pair: fc.tuple(fc.oneof(word, fc.constant('')), fc.oneof(word, fc.constant(''))),
    toggled: fc.array(word),
    protocol: fc.option(fc.constantFrom(...PROTOCOLS), { nil: undefined }),
    context: fc.option(fc.constantFrom(...CONTEXTS), { nil: undefined }),
    opened: fc.option(fc.record({ id: word, target: word, row: word }), { nil: undefined }),
  })
  .map((state) => JSON.parse(JSON.stringify(state)));

describe('the hash', () => {
  it('brings back what it was made from', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        expect(fromHash(`#${toHash(state)}`)).toEqual(state);
      }),
    );
  });

  it('is empty at first, and what people edit into it never breaks the page', () => {
    expect(toHash(INITIAL)).toBe('');
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(fromHash(text).pair).toHaveLength(2);
      }),
    );
  });
});

describe('rowFilter', () => {
  const document = smallDocument();
  const index = searchIndex(document);
  const cases = (part: Partial<ViewState>) => [
    ...new Set(
      document.results
        .filter(rowFilter(document, index, { ...INITIAL, ...part }))
        .map((row) => row.case.split('/')[1]),
    ),
  ];

  it.each<[string, Partial<ViewState>, (string | undefined)[]]>([
    ['every word of the text', { text: 'REFUSES rank' }, ['lpos']],
    ['commands of the suite', { text: 'object encoding' }, ['object']],
    ['a rung', { show: ['value'] }, ['object']],
    ['a rung or a verdict', { show: ['value', 'absent'] }, ['object', 'getex']],
    ['a pair that differs', { pair: ['redis@8.6', 'valkey@9.1'] }, ['bitcount', 'geopos']],
    ['a pair half chosen', { pair: ['redis@8.6', ''], text: 'lpos' }, ['lpos']],
    ['a target that was blocked', { pair: ['redis@8.6', 'docker:dragonfly@1.31'] }, []],
    ['nothing', { text: 'no such case' }, []],
  ])('%s', (_, part, left) => {
    expect(cases(part)).toEqual(left);
  });

  it('keeps the rows of one protocol and one context', () => {
    const keep = rowFilter(document, index, { ...INITIAL, protocol: 3, context: 'multi' });
    expect(document.results.filter(keep)).toHaveLength(document.cases.length);
  });
});

describe('disagree', () => {
  const departs = (says: string): Cell => ({
    verdict: 'different',
    rung: 'value',
    fails: true,
    differences: [
      { step: 1, rung: 'value', against: 'contract', wanted: { says: '1' }, found: { says } },
    ],
  });

  it.each<[string, Cell, Cell, boolean]>([
    ['both same', { verdict: 'same' }, { verdict: 'same' }, false],
    ['one departs', { verdict: 'same' }, departs('2'), true],
    ['both depart alike', departs('2'), departs('2'), false],
    ['each departs its own way', departs('2'), departs('3'), true],
    ['one is unstable', { verdict: 'unstable' }, departs('3'), false],
    ['one is absent', { verdict: 'absent' }, { verdict: 'same' }, true],
  ])('%s', (_, a, b, answer) => {
    expect([disagree(a, b), disagree(b, a)]).toEqual([answer, answer]);
  });
});

describe('visibleRows', () => {
  const document = sampleDocument();
  const matrix = buildMatrix(document);
  const ids = (part: Partial<ViewState>) =>
    visibleRows(matrix, { ...INITIAL, ...part }).map(({ row }) => row.id);

  it('shows groups at first, and what is unfolded', () => {
    expect(ids({})).toEqual(matrix.groups.map(({ id }) => id));
    expect(ids({ toggled: ['geo'] })).toContain('geo/geopos');
    expect(ids({ toggled: ['geo'] })).not.toContain('geo/geopos/digits-of-a-coordinate');
  });

  it('shows everything that a filter leaves, but what is folded by hand', () => {
    expect(ids({ text: 'e' }).length).toBe(
      matrix.groups.length +
        matrix.groups.flatMap(({ suites }) => suites).length +
        document.cases.length,
    );
    expect(ids({ text: 'e', toggled: ['geo'] })).not.toContain('geo/geopos');
  });
});

describe('keyAction', () => {
  const [group] = visibleRows(buildMatrix(sampleDocument()), INITIAL);
  const size = { rowCount: 50, columnCount: 9, page: 20 };
  const press = (key: string, row: number, column: number, unfolded: boolean | undefined) =>
    group && keyAction(key, { row, column }, { ...group, unfolded }, size);

  it.each([
    ['ArrowRight', -1, false, 'toggle'],
    ['ArrowRight', -1, true, { row: 3, column: 0 }],
    ['ArrowLeft', -1, true, 'toggle'],
    ['ArrowLeft', 0, true, { row: 3, column: -1 }],
    ['ArrowRight', 8, true, { row: 3, column: 8 }],
    ['Enter', 2, undefined, 'open'],
    ['Enter', -1, undefined, undefined],
    [' ', -1, false, 'toggle'],
    ['PageUp', 1, true, { row: 0, column: 1 }],
    ['End', 1, true, { row: 3, column: 8 }],
    ['a', 1, true, undefined],
  ])('%s in column %d', (key, column, unfolded, action) => {
    expect(press(key, 3, column, unfolded)).toEqual(action);
  });
});
