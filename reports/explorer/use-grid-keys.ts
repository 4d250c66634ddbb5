import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ROW_HEIGHT } from './row-height.ts';
import type { VisibleRow } from './visible-rows.ts';

interface Grid {
  readonly scroller: { readonly current: HTMLDivElement | null };
  /** Brings the rows that are drawn up to where the page is scrolled to. */
  readonly look: () => void;
  readonly rows: readonly VisibleRow[];
  readonly columnCount: number;
  readonly toggle: (id: string) => void;
  readonly open: (id: string, column: number) => void;
}

/** Where the keyboard is; column -1 is the name of the row. */
export interface Focus {
  readonly row: number;
  readonly column: number;
}

/**
 * The keys of a treegrid (https://www.w3.org/WAI/ARIA/apg/patterns/treegrid/): one stop for Tab,
 * arrows inside, right and left on a name unfold and fold, Enter opens.
 */
export function useGridKeys({ scroller, look, rows, columnCount, toggle, open }: Grid): {
  readonly focus: Focus;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onClick: (event: MouseEvent) => void;
} {
  const [focus, setFocus] = useState<Focus>({ row: 0, column: -1 });
  const moved = useRef(false);
  const current = { ...focus, row: Math.min(focus.row, Math.max(rows.length - 1, 0)) };

  const moveTo = useCallback((row: number, column: number) => {
    moved.current = true;
    setFocus({ row, column });
  }, []);

  // Before the paint: a key pressed right after this one must find the focus where it went. A row that
  // was out of sight is drawn first, because `look` comes back here with it.
  useLayoutEffect(() => {
    if (!moved.current) return;
    reveal(scroller.current, current.row);
    look();
    const place = `[data-place="${current.row}:${current.column}"]`;
    const cell = scroller.current?.querySelector<HTMLElement>(place);
    cell?.focus({ preventScroll: true });
    moved.current = cell === null;
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const visible = rows[current.row];
    if (visible === undefined) return;
    const page = Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 3;
    const action = keyAction(event.key, current, visible, {
      rowCount: rows.length,
      columnCount,
      page,
    });
    if (action === undefined) return;
    event.preventDefault();
    if (action === 'toggle') toggle(visible.row.id);
    else if (action === 'open') open(visible.row.id, current.column);
    else moveTo(action.row, action.column);
  };
  const onClick = (event: MouseEvent) => {
    const place = placeOf(event.target);
    const visible = place && rows[place.row];
    if (place === undefined || visible === undefined) return;
    moveTo(place.row, place.column);
    if (place.column >= 0) open(visible.row.id, place.column);
    else if (visible.unfolded !== undefined) toggle(visible.row.id);
  };
  return { focus: current, onKeyDown, onClick };
}

/** The place that a cell carries in `data-place`. */
function placeOf(target: EventTarget | null): Focus | undefined {
  const cell = target instanceof Element ? target.closest('[data-place]') : null;
  const [row, column] = (cell?.getAttribute('data-place') ?? '').split(':').map(Number);
  return row === undefined || column === undefined ? undefined : { row, column };
}

interface Size {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly page: number;
}

/** What a key means at a place of the grid; `undefined` leaves it to the browser. */
export function keyAction(
  key: string,
  { row, column }: Focus,
  { unfolded }: VisibleRow,
  { rowCount, columnCount, page }: Size,
): Focus | 'toggle' | 'open' | undefined {
  const to = (nextRow: number, nextColumn = column): Focus => ({
    row: Math.max(0, Math.min(nextRow, rowCount - 1)),
    column: Math.max(-1, Math.min(nextColumn, columnCount - 1)),
  });
  switch (key) {
    case 'ArrowDown':
      return to(row + 1);
    case 'ArrowUp':
      return to(row - 1);
    case 'PageDown':
      return to(row + page);
    case 'PageUp':
      return to(row - page);
    case 'Home':
      return to(row, -1);
    case 'End':
      return to(row, columnCount - 1);
    case 'ArrowRight':
      return column === -1 && unfolded === false ? 'toggle' : to(row, column + 1);
    case 'ArrowLeft':
      return column === -1 && unfolded === true ? 'toggle' : to(row, column - 1);
    case 'Enter':
    case ' ':
      if (column >= 0) return 'open';
      return unfolded === undefined ? undefined : 'toggle';
    default:
      return undefined;
  }
}

/** Scrolls the row between the sticky head and the end of the page. */
function reveal(scroller: HTMLDivElement | null, row: number): void {
  if (scroller === null) return;
  const head = scroller.querySelector('thead')?.clientHeight ?? 0;
  const top = row * ROW_HEIGHT;
  const room = scroller.clientHeight - head - ROW_HEIGHT;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (top > scroller.scrollTop + room) scroller.scrollTop = top - room;
}
