import { useMemo } from 'preact/hooks';
import type { ResultDocument } from '../../harness/results/document.generated.ts';
import { findDifferences } from '../differences.ts';
import { buildMatrix } from '../matrix.ts';
import { summaryLine } from '../tell.ts';
import { rowFilter, type SearchIndex, searchIndex } from './filter.ts';
import { MatrixTable } from './matrix-table.tsx';
import { Panel } from './panel.tsx';
import { Toolbar } from './toolbar.tsx';
import { useAfterPaint } from './use-after-paint.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useViewState } from './use-view-state.ts';
import { visibleRows } from './visible-rows.ts';

const NOTHING_TO_SEARCH: SearchIndex = new Map();

export function App({ document: results }: { readonly document: ResultDocument }) {
  const [state, change] = useViewState();
  const { text, show, pair, protocol, context, toggled, opened } = state;
  const searching = text !== '';
  // Made at the first letter typed: opening the page should not wait for it.
  const index = useMemo(
    () => (searching ? searchIndex(results) : NOTHING_TO_SEARCH),
    [results, searching],
  );
  const matrix = useMemo(
    () => buildMatrix(results, rowFilter(results, index, state)),
    [results, index, text, show.join(), pair.join(), protocol, context],
  );
  const rows = useMemo(() => visibleRows(matrix, state), [matrix, toggled.join()]);
  const findings = useAfterPaint(() => findDifferences(results));
  useShortcuts(state, change);
  return (
    <>
      <header class="top">
        <h1>Samewire</h1>
        <p>{summaryLine(results)}</p>
        <p class="when">
          {results.times.startedAt.slice(0, 16).replace('T', ' ')} UTC, {results.tool.name}{' '}
          {results.tool.version}
        </p>
      </header>
      <Toolbar results={results} state={state} change={change} />
      <main class={opened === undefined ? '' : 'has-opened'}>
        <MatrixTable matrix={matrix} rows={rows} state={state} change={change} />
        <Panel {...{ results, matrix, findings, state, change }} />
      </main>
    </>
  );
}
