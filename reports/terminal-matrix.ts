/** Groups × targets as text: as many tables below one another as the width asks for. */
import { heading } from './heading.ts';
import type { Matrix, MatrixRow } from './matrix.ts';
import type { Paint, Palette } from './palette.ts';
import {
  headline,
  judgedCount,
  OUTCOMES,
  type Outcome,
  percentText,
  SIGNS,
  sumTallies,
  type Tally,
} from './tally.ts';
import { clip, padEnd, padStart } from './text.ts';

export interface TableOptions {
  readonly width: number;
  readonly paint: Palette;
}

/** Each table is a list of lines. */
export function matrixTables(matrix: Matrix, { width, paint }: TableOptions): string[][] {
  const columns = matrix.targets.map(({ name }, place) => ({ name, place }));
  const perTable = Math.max(1, Math.floor((width - NAME_WIDTH_MIN) / COLUMN_WIDTH));
  const tableCount = Math.ceil(columns.length / perTable);
  // Even tables read better than a full one and a stub.
  const size = Math.ceil(columns.length / Math.max(tableCount, 1));
  return Array.from({ length: tableCount }, (_, i) =>
    table(matrix, columns.slice(i * size, (i + 1) * size), {
      paint,
      nameWidth: nameWidth(matrix, width - size * COLUMN_WIDTH),
    }),
  );
}

interface Column {
  readonly name: string;
  readonly place: number;
}

/** With these two, nine targets fit into 80 columns. */
const NAME_WIDTH_MIN = 8;
const COLUMN_WIDTH = 8;

function nameWidth({ groups }: Matrix, room: number): number {
  const longest = Math.max(...groups.map(({ name }) => name.length), 0);
  return Math.max(NAME_WIDTH_MIN, Math.min(longest, room));
}

interface TableStyle {
  readonly paint: Palette;
  readonly nameWidth: number;
}

function table(matrix: Matrix, columns: readonly Column[], style: TableStyle): string[] {
  const { paint, nameWidth: width } = style;
  const all = { id: '', name: 'all', tallies: matrix.totals };
  return [
    ...headingLines(columns).map((line) => paint.strong(padEnd('', width) + line)),
    ...[...matrix.groups, all].map((row) => tableRow(row, columns, style)),
    '',
    ...countRows(matrix, columns, style),
    ...clippedNames(columns).map((line) => paint.faint(line)),
  ];
}

/** Names that do not fit get a number in the heading, and stand in full below the table. */
function clippedNames(columns: readonly Column[]): string[] {
  const lines = columns.filter(isClipped).map(({ name, place }) => `[${place + 1}] ${name}`);
  return lines.length === 0 ? [] : ['', ...lines];
}

function headingLines(columns: readonly Column[]): string[] {
  const stacks = columns.map(stacked);
  return [0, 1]
    .map((line) => stacks.map((stack) => padStart(stack[line] ?? '', COLUMN_WIDTH)).join(''))
    .filter((line) => line.trim() !== '');
}

const HEADING_WIDTH: number = COLUMN_WIDTH - 1;

/** Product over version; a word without a version may use both lines. */
function stacked(column: Column): readonly [string, string] {
  const [top, bottom] = fullStack(column);
  if (!isClipped(column)) return [top, bottom];
  const number = `[${column.place + 1}]`;
  return [clip(top, HEADING_WIDTH), clip(bottom, HEADING_WIDTH - number.length) + number];
}

function fullStack({ name }: Column): readonly [string, string] {
  const { via, product, version } = heading(name);
  const top = via === '' ? product : `${via}:${product}`;
  const halves = version === '' && top.length > HEADING_WIDTH && top.length < 2 * HEADING_WIDTH;
  if (!halves) return [top, version];
  const middle = Math.ceil(top.length / 2);
  return [`${top.slice(0, middle)}-`, top.slice(middle)];
}

function isClipped(column: Column): boolean {
  return fullStack(column).some((line) => line.length > HEADING_WIDTH);
}

function tableRow(row: MatrixRow, columns: readonly Column[], style: TableStyle): string {
  const cells = columns.map(({ place }) => {
    const tally = row.tallies[place] ?? sumTallies([]);
    return paintFor(tally, style.paint)(padStart(cellText(tally), COLUMN_WIDTH));
  });
  return padEnd(clip(row.name, style.nameWidth), style.nameWidth) + cells.join('');
}

/** `✗98.5%`, or the word for cells none of which was judged. */
function cellText(tally: Tally): string {
  const word = headline(tally);
  if (word === undefined) return '';
  return judgedCount(tally) === 0 ? word : `${SIGNS[word]}${padStart(percentText(tally), 6)}`;
}

/** How many cells had each outcome that occurs, `same` left out: it is the rest. */
function countRows(matrix: Matrix, columns: readonly Column[], style: TableStyle): string[] {
  const shown = columns.map(({ place }) => matrix.totals[place] ?? sumTallies([]));
  return OUTCOMES.filter((word) => shown.some((tally) => tally[word] > 0)).map((word) => {
    const counts = shown.map((tally) => padStart(`${tally[word] || ''}`, COLUMN_WIDTH)).join('');
    return style.paint.faint((padEnd(word, style.nameWidth) + counts).trimEnd());
  });
}

const PAINTS: Readonly<Record<Outcome, keyof Palette>> = {
  fails: 'bad',
  unstable: 'notice',
  shown: 'notice',
  blocked: 'notice',
  same: 'good',
  absent: 'faint',
  skipped: 'faint',
};

function paintFor(tally: Tally, paint: Palette): Paint {
  return paint[PAINTS[headline(tally) ?? 'skipped']];
}
