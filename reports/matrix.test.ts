import { describe, expect, it } from 'vitest';
import { buildMatrix } from './matrix.ts';
import { cellCount, sumTallies } from './tally.ts';
import { sampleDocument, smallDocument } from './testing/sample.ts';

describe('buildMatrix', () => {
  const document = sampleDocument({ cells: 20_000 });
  const matrix = buildMatrix(document);

  it('counts every cell once at every level', () => {
    const cells = document.results.length * document.targets.length;
    const suites = matrix.groups.flatMap((group) => group.suites);
    const cases = suites.flatMap((suite) => suite.cases);
    for (const rows of [matrix.groups, suites, cases]) {
      const sum = sumTallies(rows.flatMap((row) => row.tallies));
      expect(cellCount(sum)).toBe(cells);
      expect(sum).toEqual(sumTallies(matrix.totals));
    }
  });

  it('has each case under its suite and its group, in document order', () => {
    const ids = matrix.groups.flatMap(({ id: group, suites }) =>
      suites.flatMap(({ id: suite, cases }) => {
        for (const row of cases) expect(row.id.startsWith(`${suite}/`)).toBe(true);
        expect(suite.startsWith(`${group}/`)).toBe(true);
        return cases.map((row) => row.id);
      }),
    );
    expect(new Set(ids)).toEqual(new Set(document.cases.map(({ id }) => id)));
  });

  it('folds contexts and protocols into a case and keeps them', () => {
    const small = buildMatrix(smallDocument());
    const row = small.groups[0]?.suites[0]?.cases[0];
    expect(row?.results.map(({ context, protocol }) => `${context}${protocol}`)).toEqual([
      'plain2',
      'plain3',
      'multi2',
      'multi3',
    ]);
    expect(row?.tallies.map((tally) => tally.fails)).toEqual([0, 0, 4, 0]);
    expect(row?.tallies[3]?.blocked).toBe(4);
  });

  it('leaves out cases, suites and groups of which no row is kept', () => {
    const kept = buildMatrix(document, (row) => row.protocol === 3 && row.case.startsWith('list/'));
    expect(kept.groups.map(({ name }) => name)).toEqual(['list']);
    expect(kept.groups[0]?.suites[0]?.cases[0]?.results).toHaveLength(4);
  });

  it('shows a case whose suite the document does not list', () => {
    const orphaned = buildMatrix({ ...smallDocument(), suites: [] });
    expect(orphaned.groups.flatMap(({ suites }) => suites).length).toBeGreaterThan(0);
    expect(orphaned.groups[0]?.suites[0]?.suite).toBe(undefined);
  });
});
