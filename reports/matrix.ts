/**
 * The result document as a matrix: group → suite → case, each a row with one tally per target.
 *
 * A suite is about one command or topic, so the middle level is what reports call "by command".
 * A case row folds its contexts and protocols into one tally and keeps the rows it was folded from.
 */
import type {
  CaseRecord,
  ResultDocument,
  ResultRow,
  SuiteRecord,
  TargetRecord,
} from '../harness/results/document.generated.ts';
import { addTally, type Count, countCell, emptyCount, type Tally } from './tally.ts';

export interface MatrixRow {
  /** Unique in the matrix: `list`, `list/lpos`, `list/lpos/rank-zero`. */
  readonly id: string;
  /** The last part of the id. */
  readonly name: string;
  /** One for each target, in the order of `Matrix.targets`. */
  readonly tallies: readonly Tally[];
}

export interface CaseRow extends MatrixRow {
  readonly record: CaseRecord;
  /** The contexts and protocols that the tallies fold, in document order. */
  readonly results: readonly ResultRow[];
}

export interface SuiteRow extends MatrixRow {
  /** Absent when the document has cases of a suite that it does not list. */
  readonly suite: SuiteRecord | undefined;
  readonly cases: readonly CaseRow[];
}

export interface GroupRow extends MatrixRow {
  readonly suites: readonly SuiteRow[];
}

export interface Matrix {
  readonly targets: readonly TargetRecord[];
  readonly totals: readonly Tally[];
  readonly groups: readonly GroupRow[];
}

/** The matrix of the rows that `keep` lets through; without `keep`, of all of them. */
export function buildMatrix(
  document: ResultDocument,
  keep: (row: ResultRow) => boolean = () => true,
): Matrix {
  const rowsOfCase = Map.groupBy(document.results.filter(keep), (row) => row.case);
  const suiteRecords = new Map(document.suites.map((suite) => [suiteId(suite), suite]));
  const targetCount = document.targets.length;

  const caseRows = document.cases.flatMap((record) => {
    const results = rowsOfCase.get(record.id);
    return results === undefined ? [] : [foldCase(record, results, targetCount)];
  });
  const suites = [...Map.groupBy(caseRows, (row) => parentOf(row.id))].map(
    ([id, cases]): SuiteRow => ({
      ...foldRows(id, cases, targetCount),
      suite: suiteRecords.get(id),
      cases,
    }),
  );
  const groups = [...Map.groupBy(suites, (row) => parentOf(row.id))].map(
    ([id, children]): GroupRow => ({ ...foldRows(id, children, targetCount), suites: children }),
  );
  return {
    targets: document.targets,
    totals: foldRows('', groups, targetCount).tallies,
    groups,
  };
}

/** `<group>/<suite>`, as case ids begin. */
export function suiteId(suite: Pick<SuiteRecord, 'group' | 'suite'>): string {
  return `${suite.group}/${suite.suite}`;
}

/** The id one level up: the suite of a case, the group of a suite. */
export function parentOf(id: string): string {
  return id.slice(0, Math.max(id.lastIndexOf('/'), 0));
}

function foldCase(record: CaseRecord, results: readonly ResultRow[], targetCount: number): CaseRow {
  const tallies = emptyCounts(targetCount);
  for (const row of results) {
    for (const [column, cell] of row.cells.entries()) {
      const count = tallies[column];
      if (count !== undefined) countCell(count, cell);
    }
  }
  return { id: record.id, name: lastPart(record.id), tallies, record, results };
}

function foldRows(id: string, rows: readonly MatrixRow[], targetCount: number): MatrixRow {
  const tallies = emptyCounts(targetCount);
  for (const row of rows) {
    for (const [column, tally] of row.tallies.entries()) {
      const count = tallies[column];
      if (count !== undefined) addTally(count, tally);
    }
  }
  return { id, name: lastPart(id), tallies };
}

function emptyCounts(length: number): Count[] {
  return Array.from({ length }, emptyCount);
}

function lastPart(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
