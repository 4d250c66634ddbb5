/**
 * The summary for a terminal: the matrix of groups × targets, the differences that matter most with
 * their evidence, and a legend. Width and colour are the caller's.
 */
import type { ResultDocument } from '../harness/results/document.generated.ts';
import { type Finding, findDifferences } from './differences.ts';
import { LADDER } from './ladder.ts';
import { buildMatrix, type Matrix } from './matrix.ts';
import type { Palette } from './palette.ts';
import { cellCount, OUTCOMES, type Outcome, SIGNS, sumTallies } from './tally.ts';
import { count, list, summaryLine } from './tell.ts';
import { matrixTables } from './terminal-matrix.ts';
import { clip, wrap } from './text.ts';

export interface TerminalOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly paint: Palette;
  /** How many differences to show; three unless told. */
  readonly top?: number;
}

export function terminal(document: ResultDocument, options: TerminalOptions): string {
  const matrix = buildMatrix(document);
  const blocks = [
    [options.paint.strong(clip(summaryLine(document), options.width))],
    ...matrixTables(matrix, options),
    blockedTargets(document, options),
    topDifferences(findDifferences(document), options),
    legend(matrix, options),
  ];
  const texts = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${texts.join('\n\n')}\n`;
}

function blockedTargets({ targets }: ResultDocument, { width, paint }: TerminalOptions): string[] {
  return targets.flatMap(({ name, blocked }) => {
    if (blocked === undefined) return [];
    return wrap(`${SIGNS.blocked} ${name} was not tested: ${blocked}`, width, '', '  ').map(
      paint.notice,
    );
  });
}

function topDifferences(findings: readonly Finding[], options: TerminalOptions): string[] {
  const { top = 3, paint } = options;
  if (findings.length === 0) return [paint.good('No differences.')];
  const shown = findings
    .slice(0, top)
    .flatMap((finding, i) => [...(i === 0 ? [] : ['']), ...oneDifference(finding, i + 1, options)]);
  const what =
    findings.length <= top
      ? count(findings, 'difference')
      : `The ${top} of ${findings.length} differences that matter most`;
  return [paint.strong(what), '', ...shown];
}

/** The rung, the spread, the commands up to the step, and the reply of each side. */
function oneDifference(
  finding: Finding,
  place: number,
  { width, paint }: TerminalOptions,
): string[] {
  const { record, row, target, difference } = finding.evidence;
  const mark = finding.fails ? paint.bad(SIGNS.fails) : paint.notice(SIGNS.shown);
  const words = `${list(finding.commands, 3)} ${LADDER[finding.rung].does}`;
  const head = wrap(`${place}. ${words} (${finding.rung})`, width - 2, '', '   ');
  const sides = [
    [difference.against, difference.wanted.says],
    [target.name, difference.found.says],
  ] as const;
  const nameWidth = Math.max(...sides.map(([name]) => name.length));
  const steps = record.steps
    .slice(0, difference.step)
    .map(({ on, says }) => `${on ? `${on}: ` : ''}${says}`);
  return [
    ...head.map((line, i) =>
      i === 0 ? `${mark} ${paint.strong(line)}` : `  ${paint.strong(line)}`,
    ),
    ...wrap(`${count(finding.cases, 'case')} on ${list(finding.targets, 6)}`, width, '     '),
    ...steps.map((step) => paint.faint(clip(`     > ${step}`, width))),
    ...sides.flatMap(([name, says]) =>
      wrap(says, width, `     ${name.padEnd(nameWidth)}  `, ' '.repeat(nameWidth + 7)),
    ),
    paint.faint(clip(`     ${record.id}, ${row.context}, RESP${row.protocol}`, width)),
  ];
}

const MEANINGS: Readonly<Record<Outcome, string>> = {
  fails: 'fails under the policy',
  unstable: 'disagrees with itself',
  shown: 'differs, accepted by the policy',
  blocked: 'could not be judged',
  same: 'same',
  absent: 'older than what the case tests',
  skipped: 'not asked for',
};

/** Explains the signs that occur, and what the percentage is of. */
function legend({ totals }: Matrix, { width, paint }: TerminalOptions): string[] {
  const all = sumTallies(totals);
  const signs = OUTCOMES.filter((word) => all[word] > 0).map(
    (word) => `${SIGNS[word]} ${MEANINGS[word]}`,
  );
  if (cellCount(all) === 0) return [paint.notice('No case was run.')];
  return wrap(`${signs.join(', ')}. Percent: judged cells that do not fail.`, width).map(
    paint.faint,
  );
}
