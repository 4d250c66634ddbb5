import type { RefObject } from 'preact';
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { heading } from '../heading.ts';
import { LADDER } from '../ladder.ts';
import type { Matrix, MatrixRow } from '../matrix.ts';
import {
  headline,
  judgedCount,
  OUTCOMES,
  percentText,
  SIGNS,
  sumTallies,
  type Tally,
} from '../tally.ts';
import { ROW_HEIGHT } from './row-height.ts';
import { useGridKeys } from './use-grid-keys.ts';
import type { Change } from './use-view-state.ts';
import type { ViewState } from './view-state.ts';
import type { VisibleRow } from './visible-rows.ts';

interface Props {
  readonly matrix: Matrix;
  readonly rows: readonly VisibleRow[];
  readonly state: ViewState;
  readonly change: Change;
}

/** Rows drawn above and below those in sight, so that scrolling shows no gap. */
const OVERSCAN = 12;

/** Only the rows in sight are in the page, so 100,000 cells cost what a screenful does. */
export function MatrixTable({ matrix, rows, state, change }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const [sight, look] = useSight(scroller);
  const from = Math.max(0, Math.min(sight.first - OVERSCAN, rows.length - 1));
  const to = Math.min(rows.length, sight.first + sight.count + OVERSCAN);
  const toggle = (id: string) => change({ toggled: flip(state.toggled, id) });
  const open = (id: string, column: number) => {
    const target = matrix.targets[column]?.name;
    if (target !== undefined) change({ opened: { id, target } }, 'visit');
  };
  const keys = useGridKeys({
    scroller,
    look,
    rows,
    columnCount: matrix.targets.length,
    toggle,
    open,
  });
  return (
    <div class="scroller" ref={scroller}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the ARIA guide's treegrid pattern is a table with this role.
        role="treegrid"
        aria-label="Results"
        aria-rowcount={rows.length + 1}
        onKeyDown={keys.onKeyDown}
        onClick={keys.onClick}
      >
        <Head matrix={matrix} />
        <tbody>
          <Spacer rows={from} />
          {rows.slice(from, to).map((visible, i) => (
            <Row
              key={visible.row.id}
              visible={visible}
              place={from + i}
              matrix={matrix}
              focusColumn={keys.focus.row === from + i ? keys.focus.column : undefined}
              openedTarget={state.opened?.id === visible.row.id ? state.opened.target : undefined}
            />
          ))}
          <Spacer rows={rows.length - to} />
        </tbody>
      </table>
      {rows.length === 0 && <p class="notice">No case is left by this filter.</p>}
    </div>
  );
}

interface Sight {
  readonly first: number;
  readonly count: number;
}

/** The rows in sight, and how to look again before the browser tells that the page was scrolled. */
function useSight(scroller: RefObject<HTMLDivElement | null>): readonly [Sight, () => void] {
  const [sight, setSight] = useState<Sight>({ first: 0, count: 40 });
  const look = useCallback(() => {
    const { scrollTop = 0, clientHeight = 0 } = scroller.current ?? {};
    const first = Math.floor(scrollTop / ROW_HEIGHT);
    const count = Math.ceil(clientHeight / ROW_HEIGHT);
    setSight((old) => (old.first === first && old.count === count ? old : { first, count }));
  }, [scroller]);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [scroller, look]);
  return [sight, look];
}

function Head({ matrix }: { readonly matrix: Matrix }) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th class="name" scope="col">
          <span class="sign" /> all
        </th>
        {matrix.targets.map(({ name, blocked, startedAs }, column) => {
          const { via, product, version } = heading(name);
          const total = matrix.totals[column] ?? sumTallies([]);
          return (
            <th key={name} scope="col" title={blocked ?? `${name}: ${startedAs}`}>
              <span class="via">{via}</span>
              <span class="product">{product}</span>
              <span class="version">{version}</span>
              <span class={`total ${headline(total) ?? ''}`}>{scopeText(total)}</span>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

/** Stands for the rows out of sight; it has nothing in it to focus or to read. */
function Spacer({ rows }: { readonly rows: number }) {
  if (rows <= 0) return null;
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a table row takes no focus; the rule thinks of grid rows that do.
  return <tr aria-hidden="true" style={{ height: `${rows * ROW_HEIGHT}px` }} />;
}

interface RowProps {
  readonly visible: VisibleRow;
  readonly place: number;
  readonly matrix: Matrix;
  readonly focusColumn: number | undefined;
  readonly openedTarget: string | undefined;
}

function Row({ visible, place, matrix, focusColumn, openedTarget }: RowProps) {
  const { level, row, unfolded, title } = visible;
  return (
    <tr
      class={`level-${level}`}
      data-id={row.id}
      aria-level={level}
      aria-rowindex={place + 2}
      {...(unfolded !== undefined && { 'aria-expanded': unfolded })}
    >
      <th
        class="name"
        scope="row"
        title={`${row.id}\n${title}`}
        data-place={`${place}:-1`}
        tabIndex={focusColumn === -1 ? 0 : -1}
      >
        <span class="fold" aria-hidden="true">
          {foldSign(unfolded)}
        </span>
        {row.name} <small>{title}</small>
      </th>
      {matrix.targets.map(({ name }, column) => (
        <TallyCell
          key={name}
          level={level}
          row={row}
          column={column}
          target={name}
          place={`${place}:${column}`}
          focused={focusColumn === column}
          opened={openedTarget === name}
        />
      ))}
    </tr>
  );
}

interface TallyCellProps {
  readonly level: VisibleRow['level'];
  readonly row: MatrixRow;
  readonly column: number;
  readonly target: string;
  readonly place: string;
  readonly focused: boolean;
  readonly opened: boolean;
}

/** The sign before a row that has others below it. */
function foldSign(unfolded: boolean | undefined): string {
  if (unfolded === undefined) return '';
  return unfolded ? '▾' : '▸';
}

function TallyCell({ level, row, column, target, place, focused, opened }: TallyCellProps) {
  const tally = row.tallies[column] ?? sumTallies([]);
  const word = headline(tally);
  return (
    <td
      class={`${word ?? ''}${opened ? ' opened' : ''}`}
      title={`${row.id} on ${target}: ${spell(tally)}`}
      {...(opened && { 'aria-current': true })}
      data-place={place}
      tabIndex={focused ? 0 : -1}
    >
      {level === 3 ? caseText(tally) : scopeText(tally)}
    </td>
  );
}

/** A case in one mark: the rung where it differs, a sign or a word otherwise. */
function caseText(tally: Tally): string {
  const word = headline(tally);
  if (word === undefined) return '';
  if ((word === 'fails' || word === 'shown') && tally.worst !== undefined) {
    return `${SIGNS[word]} ${LADDER[tally.worst].short}`;
  }
  return word === 'same' ? SIGNS.same : `${SIGNS[word]} ${word}`;
}

function scopeText(tally: Tally): string {
  const word = headline(tally);
  if (word === undefined) return '';
  if (judgedCount(tally) === 0) return `${SIGNS[word]} ${word}`;
  return word === 'same' ? SIGNS.same : `${SIGNS[word]} ${percentText(tally)}`;
}

function spell(tally: Tally): string {
  return OUTCOMES.filter((word) => tally[word] > 0)
    .map((word) => `${tally[word]} ${word}`)
    .join(', ');
}

function flip(ids: readonly string[], id: string): readonly string[] {
  return ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id];
}
