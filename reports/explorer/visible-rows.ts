/** The tree of the matrix as the flat list of rows that the table shows. Pure. */
import type { CaseRow, GroupRow, Matrix, MatrixRow, SuiteRow } from '../matrix.ts';
import { isFiltering, type ViewState } from './view-state.ts';

export interface VisibleRow {
  /** 1 group, 2 suite, 3 case, as `aria-level` counts. */
  readonly level: 1 | 2 | 3;
  readonly row: MatrixRow;
  /** `undefined` where there is nothing to unfold. */
  readonly unfolded: boolean | undefined;
  /** What the row is about, in words. */
  readonly title: string;
}

/** Groups are folded at first; a filter unfolds what it leaves. */
export function visibleRows({ groups }: Matrix, state: ViewState): VisibleRow[] {
  const toggled = new Set(state.toggled);
  const unfoldedAtFirst = isFiltering(state);
  const isUnfolded = (id: string) => toggled.has(id) !== unfoldedAtFirst;
  return groups.flatMap((group) => [
    groupRow(group, isUnfolded(group.id)),
    ...(isUnfolded(group.id) ? group.suites : []).flatMap((suite) => [
      suiteRow(suite, isUnfolded(suite.id)),
      ...(isUnfolded(suite.id) ? suite.cases : []).map(caseRow),
    ]),
  ]);
}

function groupRow(row: GroupRow, unfolded: boolean): VisibleRow {
  return { level: 1, row, unfolded, title: `${row.suites.length} suites` };
}

function suiteRow(row: SuiteRow, unfolded: boolean): VisibleRow {
  return { level: 2, row, unfolded, title: row.suite?.title ?? '' };
}

function caseRow(row: CaseRow): VisibleRow {
  return { level: 3, row, unfolded: undefined, title: row.record.title };
}
