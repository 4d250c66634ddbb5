import type {
  CaseRecord,
  ResultDocument,
  ResultRow,
} from '../../harness/results/document.generated.ts';
import type { Finding } from '../differences.ts';
import type { Matrix } from '../matrix.ts';
import { CasePanel } from './case-panel.tsx';
import { Overview } from './overview.tsx';
import { ScopePanel } from './scope-panel.tsx';
import { close } from './use-shortcuts.ts';
import type { Change } from './use-view-state.ts';
import type { ViewState } from './view-state.ts';

export interface PanelProps {
  readonly results: ResultDocument;
  readonly matrix: Matrix;
  /** Absent until they are counted, which is after the matrix is on the screen. */
  readonly findings: readonly Finding[] | undefined;
  readonly state: ViewState;
  readonly change: Change;
}

/** Beside the matrix: what matters most, or what is behind the cell that was opened. */
export function Panel(props: PanelProps) {
  const { results, state, change } = props;
  const { opened } = state;
  if (opened === undefined) {
    return (
      <aside class="panel" aria-label="What matters most">
        <Overview {...props} />
      </aside>
    );
  }
  const target = results.targets.findIndex(({ name }) => name === opened.target);
  const caseRow = wholeCase(results, opened.id);
  return (
    <aside class="panel" aria-label={`${opened.id} on ${opened.target}`}>
      <button type="button" class="quiet close" aria-label="Close" onClick={() => close(change)}>
        ✕
      </button>
      {caseRow === undefined ? (
        <ScopePanel {...props} opened={opened} column={target} />
      ) : (
        <CasePanel {...props} opened={opened} column={target} {...caseRow} />
      )}
    </aside>
  );
}

/** The case with all of its rows, whatever the filter leaves of them in the matrix. */
function wholeCase(
  { cases, results }: ResultDocument,
  id: string,
): { record: CaseRecord; rows: ResultRow[] } | undefined {
  const record = cases.find((each) => each.id === id);
  if (record === undefined) return undefined;
  return { record, rows: results.filter((row) => row.case === id) };
}
