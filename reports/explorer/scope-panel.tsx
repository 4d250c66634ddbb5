import { useMemo } from 'preact/hooks';
import type { ResultDocument } from '../../harness/results/document.generated.ts';
import { findDifferences } from '../differences.ts';
import { buildMatrix } from '../matrix.ts';
import { OUTCOMES, SIGNS } from '../tally.ts';
import { count } from '../tell.ts';
import { FindingList } from './finding-list.tsx';
import type { PanelProps } from './panel.tsx';
import type { Opened } from './view-state.ts';

interface Props extends PanelProps {
  readonly opened: Opened;
  readonly column: number;
}

/** A group or a suite on one target: the counts, and what differs there. */
export function ScopePanel({ results, opened, column, change }: Props) {
  const scope = useMemo(() => within(results, opened.id, column), [results, opened.id, column]);
  const findings = useMemo(() => findDifferences(scope), [scope]);
  const tally = useMemo(() => buildMatrix(scope).totals[0], [scope]);
  const target = scope.targets[0];
  const suite = scope.suites.find((each) => `${each.group}/${each.suite}` === opened.id);
  return (
    <>
      <h2>
        {opened.id} <span class="on">on {opened.target}</span>
      </h2>
      {suite && <p>{suite.title}</p>}
      {target?.blocked && <p class="why">{target.blocked}</p>}
      {tally && (
        <p class="tally">
          {OUTCOMES.filter((word) => tally[word] > 0).map((word) => (
            <span key={word} class={word}>
              {SIGNS[word]} {tally[word].toLocaleString('en')} {word}
            </span>
          ))}
        </p>
      )}
      <h3>{findings.length === 0 ? 'No differences' : count(findings, 'difference')}</h3>
      <FindingList findings={findings} change={change} />
    </>
  );
}

/** The document cut down to the cases under an id and to one target. */
function within(results: ResultDocument, id: string, column: number): ResultDocument {
  const rows = results.results.filter((row) => row.case.startsWith(`${id}/`));
  return {
    ...results,
    targets: results.targets.slice(column, column + 1),
    results: rows.map((row) => ({ ...row, cells: row.cells.slice(column, column + 1) })),
  };
}
