import { Fragment } from 'preact';
import type {
  CaseRecord,
  Cell,
  Difference,
  ResultRow,
  TargetRecord,
} from '../../harness/results/document.generated.ts';
import { reproducer } from '../../harness/results/reproducer.ts';
import { LADDER, RUNGS } from '../ladder.ts';
import { parentOf, suiteId } from '../matrix.ts';
import { OUTCOMES, outcome, SIGNS } from '../tally.ts';
import { CopyButton } from './copy-button.tsx';
import { wordOf } from './filter.ts';
import type { PanelProps } from './panel.tsx';
import { ReplyView } from './reply-view.tsx';
import { type Opened, rowKey } from './view-state.ts';

interface Props extends PanelProps {
  readonly opened: Opened;
  readonly column: number;
  readonly record: CaseRecord;
  readonly rows: readonly ResultRow[];
}

/** One cell of the matrix: what was sent, what both sides replied, and how to see it again. */
export function CasePanel({ results, opened, column, record, rows, change }: Props) {
  const row = rows.find((each) => rowKey(each) === opened.row) ?? worstRow(rows, column);
  const cell = row?.cells[column];
  const target = results.targets[column];
  if (row === undefined || cell === undefined || target === undefined) {
    return <p class="notice">This document has no such cell.</p>;
  }
  const suite = results.suites.find((each) => suiteId(each) === parentOf(record.id));
  const open = (next: Partial<Opened>) =>
    change({ opened: { ...opened, row: rowKey(row), ...next } }, 'visit');
  return (
    <>
      <h2>{record.title}</h2>
      <p class="faint">
        <code>{record.id}</code> <span class="on">on {target.name}</span>
      </p>
      <Choice
        label="Context and protocol"
        current={rowKey(row)}
        choices={rows.map((each) => ({
          key: rowKey(each),
          name: `${each.context} RESP${each.protocol}`,
          cell: each.cells[column],
        }))}
        choose={(key) => open({ row: key })}
      />
      <Verdict cell={cell} target={target} />
      {(cell.differences ?? []).map((difference, i) => (
        <DifferenceView key={i} record={record} difference={difference} target={target} />
      ))}
      {!cell.differences?.length && <Steps record={record} />}
      <section>
        <h3>
          Reproduce <CopyButton text={snippet(record, row, target)} />
        </h3>
        <pre class="snippet">{snippet(record, row, target)}</pre>
      </section>
      <section>
        <h3>The same case elsewhere</h3>
        <Choice
          label="Targets"
          current={target.name}
          choices={results.targets.map(({ name }, i) => ({ key: name, name, cell: row.cells[i] }))}
          choose={(name) => open({ target: name })}
        />
      </section>
      <p class="faint sources">
        {suite?.see && (
          <a href={suite.see} target="_blank" rel="noreferrer">
            {suite.see}
          </a>
        )}
        <span>suites/{record.place}</span>
      </p>
      {serversOf(cell, target, results.targets).map((server) => (
        <Server key={server.name} {...server} />
      ))}
    </>
  );
}

/** The servers that the evidence is from: this one and those it was compared with. */
function serversOf(
  { differences = [] }: Cell,
  target: TargetRecord,
  targets: readonly TargetRecord[],
): readonly TargetRecord[] {
  const names = new Set([target.name, ...differences.map(({ against }) => against)]);
  return targets.filter(({ name }) => names.has(name));
}

function Server({ name, product, version, startedAs, identity }: TargetRecord) {
  return (
    <details class="server">
      <summary>
        {name}: {product} {version}
      </summary>
      <dl>
        <dt>started as</dt>
        <dd>{startedAs}</dd>
        {Object.entries(identity).map(([field, value]) => (
          <Fragment key={field}>
            <dt>{field}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
    </details>
  );
}

function snippet(record: CaseRecord, row: ResultRow, target: TargetRecord): string {
  return reproducer(record, { protocol: row.protocol, context: row.context, target: target.name });
}

function worstRow(rows: readonly ResultRow[], column: number): ResultRow | undefined {
  const severity = ({ cells }: ResultRow) => {
    const cell = cells[column];
    if (cell === undefined) return Number.POSITIVE_INFINITY;
    const rung = cell.rung === undefined ? 0 : RUNGS.indexOf(cell.rung) / RUNGS.length;
    return OUTCOMES.indexOf(outcome(cell)) + rung;
  };
  return rows.toSorted((a, b) => severity(a) - severity(b))[0];
}

interface ChoiceProps {
  readonly label: string;
  readonly current: string;
  readonly choices: readonly { key: string; name: string; cell: Cell | undefined }[];
  readonly choose: (key: string) => void;
}

/** Neighbouring cells as buttons, each with its sign. */
function Choice({ label, current, choices, choose }: ChoiceProps) {
  return (
    <fieldset class="choice" aria-label={label}>
      {choices.map(({ key, name, cell }) => (
        <button
          type="button"
          key={key}
          class={cell && outcome(cell)}
          aria-pressed={key === current}
          title={cell && wordOf(cell)}
          onClick={() => choose(key)}
        >
          <span class="sign">{cell && SIGNS[outcome(cell)]}</span> {name}
        </button>
      ))}
    </fieldset>
  );
}

function Verdict({ cell, target }: { readonly cell: Cell; readonly target: TargetRecord }) {
  const word = outcome(cell);
  return (
    <p class={`verdict ${word}`}>
      <b>
        {SIGNS[word]} {wordOf(cell)}
      </b>{' '}
      {cell.why ?? (cell.rung && `The command ${LADDER[cell.rung].does}.`)}
      {word === 'shown' && ' The policy lets this pass.'}
      {word === 'same' && `${target.name} does what is wanted.`}
    </p>
  );
}

interface DifferenceProps {
  readonly record: CaseRecord;
  readonly difference: Difference;
  readonly target: TargetRecord;
}

function DifferenceView({ record, difference, target }: DifferenceProps) {
  const { step, rung, at, against, wanted, found } = difference;
  return (
    <section>
      <h3>
        Step {step}: {rung}
        {at && (
          <>
            {' '}
            at <code>{at}</code>
          </>
        )}
      </h3>
      <Steps record={record} until={step} />
      <ReplyView who={against} seen={wanted} />
      <ReplyView who={target.name} seen={found} />
    </section>
  );
}

/** The commands since the case began; the one that tells the difference stands out. */
function Steps({ record, until = record.steps.length }: { record: CaseRecord; until?: number }) {
  return (
    <ol class="steps">
      {record.steps.slice(0, until).map(({ on, says }, i) => (
        <li key={i} class={i + 1 === until ? 'current' : ''}>
          {on && <i>{on}</i>}
          <code>{says}</code>
        </li>
      ))}
    </ol>
  );
}
