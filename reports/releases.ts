/**
 * What changes between releases, for people who would read release notes: for each pair of targets a
 * row of counts, what is new, and every change with the reply before and after. GitHub's flavour of
 * Markdown, and the same text for the same behaviour: nothing in it varies from run to run.
 */
import type { ResultDocument, Rung, TargetRecord } from '../harness/results/document.generated.ts';
import { LADDER, RUNGS } from './ladder.ts';
import { code, plain } from './markdown-text.ts';
import { type Cause, causesOf } from './release-causes.ts';
import { compareReleases, type End, type Pair } from './release-changes.ts';
import { releaseOf } from './release-pairs.ts';
import { count, list } from './tell.ts';
import { clip } from './text.ts';
import { compareVersions } from './versions.ts';

/** Wide enough for nearly all lines that tell something, and four of them still make a table. */
const TEXT_MAX = 110;

/** Rows of one rung that stand open; more are folded. */
const OPEN_MAX = 8;

/** Rows of one rung at all: beyond, a page is no longer read; sooner so where only the words differ. */
const ROWS_MAX = 30;
const WORDINGS_MAX = 12;

interface Comparison {
  readonly from: TargetRecord;
  readonly to: TargetRecord;
  readonly ends: readonly End[];
}

/** The page for these pairs of columns, in their order. */
export function releases(document: ResultDocument, pairs: readonly Pair[]): string {
  const comparisons = pairs.flatMap((pair): Comparison[] => {
    const [from, to] = [document.targets[pair.from], document.targets[pair.to]];
    if (from === undefined || to === undefined) return [];
    return [{ from, to, ends: compareReleases(document, pair) }];
  });
  const blocks = [
    '# What changes between releases',
    `${count(document.cases, 'case')} on real servers, each pair compared cell by cell. A cell is one case in one protocol; it counts at the worst rung of what differs.`,
    countTable(comparisons),
    legend(comparisons),
    ...comparisons.flatMap(onePair),
  ];
  return `${blocks.join('\n\n')}\n`;
}

type Column = Rung | 'added' | 'removed' | 'same' | 'unjudged';

const HEADS: Partial<Record<Column, string>> = { unjudged: 'not compared' };

function countTable(comparisons: readonly Comparison[]): string {
  const counts = comparisons.map(({ ends }) => countEnds(ends));
  const all: readonly Column[] = [...RUNGS, 'added', 'removed', 'same', 'unjudged'];
  const columns = all.filter((column) => counts.some((count) => count.has(column)));
  return table(
    ['', ...columns.map((column) => HEADS[column] ?? column)],
    comparisons.map((comparison, row) => [
      titleOf(comparison),
      ...columns.map((column) => String(counts[row]?.get(column) ?? '')),
    ]),
  );
}

function countEnds(ends: readonly End[]): ReadonlyMap<Column, number> {
  const counts = new Map<Column, number>();
  for (const end of ends) {
    const column = end.kind === 'changed' ? end.rung : end.kind;
    counts.set(column, (counts.get(column) ?? 0) + 1);
  }
  return counts;
}

function legend(comparisons: readonly Comparison[]): string {
  const seen = new Set(
    comparisons.flatMap(({ ends }) => ends.flatMap((end) => ('rung' in end ? end.rung : []))),
  );
  const rungs = RUNGS.filter((rung) => seen.has(rung));
  return [
    'Only what the suites look at can show here, and of a case only what changed first, where the rest follows from it.',
    'A reply in the notation of the suites, `{ match: … }`, is what the contract asks for, and that server keeps to it. `(array)` alone is another one in each run; `…` stands for digests and for what was cut.',
    '',
    ...rungs.map((rung) => `- ${code(rung)}: the command ${LADDER[rung].does}.`),
  ].join('\n');
}

function titleOf({ from, to }: Pick<Comparison, 'from' | 'to'>): string {
  const after = from.product === to.product ? releaseOf(to.version) : nameOf(to);
  return `${nameOf(from)} → ${after}`;
}

function nameOf({ product, version }: TargetRecord): string {
  return `${product} ${releaseOf(version)}`;
}

function onePair({ from, to, ends }: Comparison): string[] {
  const causes = causesOf(ends.flatMap((end) => (end.kind === 'changed' ? end.sightings : [])));
  const byRung = Map.groupBy(causes, ({ rung }) => rung);
  return [
    `## ${titleOf({ from, to })}`,
    `Seen on ${from.product} ${from.version} and ${to.product} ${to.version}.`,
    ...wordList('New', ends, 'added', to),
    ...wordList('Gone', ends, 'removed', from),
    ...[...byRung.entries()].flatMap(([rung, alike]) => oneRung(rung, alike)),
    ...(causes.length === 0 ? ['Nothing that the suites look at behaves otherwise.'] : []),
  ];
}

/** Commands and options by the release that brought them, as the suites have it. */
function wordList(
  what: string,
  ends: readonly End[],
  kind: 'added' | 'removed',
  target: TargetRecord,
): string[] {
  const releases = new Map<string, string>();
  for (const end of ends) {
    if (end.kind !== kind) continue;
    const release = bringerOf(end.record.since ?? {}, target);
    for (const word of end.words) releases.set(word, older(releases.get(word) ?? release, release));
  }
  const words = [...releases.keys()].filter((word) => !releases.has(containerOf(word)));
  const byRelease = Map.groupBy(words, (word) => releases.get(word) ?? '');
  const lines = [...byRelease.entries()]
    .toSorted(([a], [b]) => compareVersions(a, b) || a.length - b.length)
    .map(([release, same]) => `- ${release}: ${same.toSorted().map(code).join(', ')}`);
  return lines.length === 0 ? [] : [`**${what}**`, lines.join('\n')];
}

/** `8.0`, or `redis 7.2` where it came from the lineage that the target left. */
function bringerOf(since: Readonly<Record<string, string>>, { product }: TargetRecord): string {
  const own = since[product];
  const [other] = Object.entries(since);
  return own ?? other?.join(' ') ?? 'some release';
}

function older(a: string, b: string): string {
  return compareVersions(a, b) <= 0 ? a : b;
}

/** `FUNCTION` of `FUNCTION LOAD`: who has no functions needs not be told that there is no LOAD. */
function containerOf(word: string): string {
  return word.slice(0, Math.max(word.lastIndexOf(' '), 0));
}

function oneRung(rung: Rung, causes: readonly Cause[]): string[] {
  const most = rung === 'error-text' ? WORDINGS_MAX : ROWS_MAX;
  const [shown, rest] = [causes.slice(0, most), causes.slice(most)];
  const rows = table(
    ['command', 'before', 'after', 'case'],
    shown.map((cause) => [
      cell(cause.says),
      cell(cause.before),
      cell(cause.after),
      `${plain(cause.cases[0] ?? '')}${moreOf(cause)}`,
    ]),
  );
  const more = rest.length === 0 ? [] : [moreText(rest)];
  if (causes.length <= OPEN_MAX) return [`**${rung}**`, rows];
  const summary = `<b>${rung}</b>: ${causes.length}`;
  return [`<details><summary>${summary}</summary>`, rows, ...more, '</details>'];
}

function moreOf({ cases, commands, protocol }: Cause): string {
  const others = cases.length - 1;
  const notes = [
    ...(others === 0 ? [] : [`${others} more`]),
    ...(commands.length === 1 ? [] : [plain(list(commands.slice(1), 6))]),
    ...(protocol === undefined ? [] : [`RESP${protocol} only`]),
  ];
  return notes.length === 0 ? '' : ` (${notes.join('; ')})`;
}

function moreText(rest: readonly Cause[]): string {
  const commands = [...new Set(rest.flatMap((cause) => cause.commands))].toSorted();
  return `And ${rest.length} more, of ${plain(list(commands, 30))}.`;
}

function cell(text: string): string {
  return code(clip(text, TEXT_MAX));
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
