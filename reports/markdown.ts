/**
 * The report for a pull request or a CI summary: the matrix by group, what differs with evidence and
 * reproducers, and the matrix by command folded away. GitHub's flavour of Markdown.
 */
import type { ResultDocument } from '../harness/results/document.generated.ts';
import { reproducer } from '../harness/results/reproducer.ts';
import { escapeBytes } from './bytes.ts';
import { type Finding, findDifferences } from './differences.ts';
import { code, fence, plain } from './markdown-text.ts';
import { buildMatrix, type Matrix, type MatrixRow } from './matrix.ts';
import { headline, judgedCount, type Outcome, percentText, SIGNS, type Tally } from './tally.ts';
import { count, headlineOf, spreadOf, summaryLine } from './tell.ts';

export interface MarkdownOptions {
  /** How many differences are told in full; ten unless told. */
  readonly top?: number;
}

export function markdown(document: ResultDocument, options: MarkdownOptions = {}): string {
  const matrix = buildMatrix(document);
  const blocks = [
    '# Samewire',
    `${summaryLine(document)}.`,
    table('group', matrix.groups, matrix),
    legend(document),
    ...blockedTargets(document),
    ...differences(findDifferences(document), options.top ?? 10),
    ...byCommand(matrix),
    ...testedServers(document),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function table(what: string, rows: readonly MatrixRow[], { targets, totals }: Matrix): string {
  const all = { id: '', name: '**all**', tallies: totals };
  return [
    line([what, ...targets.map(({ name }) => code(name))]),
    line([':--', ...targets.map(() => '--:')]),
    ...[...rows, all].map(({ name, tallies }) => line([name, ...tallies.map(cell)])),
  ].join('\n');
}

function cell(tally: Tally): string {
  const word: Outcome | undefined = headline(tally);
  if (word === undefined) return '';
  if (judgedCount(tally) === 0) return `${SIGNS[word]} ${word}`;
  const failed = tally.fails > 0 ? ` (${tally.fails})` : '';
  return `${SIGNS[word]} ${percentText(tally)}${failed}`;
}

function legend({ policy }: ResultDocument): string {
  return `${SIGNS.same} same, ${SIGNS.shown} differs but accepted by policy ${policy}, ${SIGNS.fails} fails (how many cells), ${SIGNS.unstable} disagrees with itself, ${SIGNS.blocked} could not be judged, ${SIGNS.absent} older than what is tested. Percent: judged cells that do not fail.`;
}

function blockedTargets({ targets }: ResultDocument): string[] {
  const blocked = targets.flatMap(({ name, blocked: why }) =>
    why === undefined ? [] : [`- ${code(name)}: ${plain(why)}`],
  );
  return blocked.length === 0 ? [] : ['## Not tested', blocked.join('\n')];
}

function differences(findings: readonly Finding[], top: number): string[] {
  if (findings.length === 0) return ['## Differences', 'None.'];
  const rest = findings.slice(top);
  return [
    '## Differences',
    ...findings.slice(0, top).flatMap(oneDifference),
    ...(rest.length === 0 ? [] : [`And ${count(rest, 'more difference')}, in the HTML report.`]),
  ];
}

function oneDifference(finding: Finding, place: number): string[] {
  const { record, row, target, difference } = finding.evidence;
  const sign = finding.fails ? SIGNS.fails : SIGNS.shown;
  const steps = record.steps
    .slice(0, difference.step)
    .map(({ on, says }) => `${on ? `${on}: ` : ''}> ${says}`);
  const where = `${code(record.id)}, ${row.context}, RESP${row.protocol}, step ${difference.step}${difference.at ? `, at ${code(difference.at)}` : ''}`;
  return [
    `### ${place + 1}. ${sign} ${plain(headlineOf(finding))} (${finding.rung})`,
    `Seen ${plain(spreadOf(finding))}, here in ${where}:`,
    fence('', [...steps, '', ...sides(finding)].join('\n')),
    `<details><summary>Reproducer</summary>`,
    fence('sh', reproducer(record, { ...row, target: target.name }).trimEnd()),
    '</details>',
  ];
}

function sides({ evidence: { target, difference } }: Finding): string[] {
  const width = Math.max(difference.against.length, target.name.length);
  const bytes = difference.found.bytes;
  return [
    `${difference.against.padEnd(width)}  ${difference.wanted.says}`,
    `${target.name.padEnd(width)}  ${difference.found.says}`,
    ...(bytes === undefined
      ? []
      : [`${'as bytes'.padEnd(width)}  ${escapeBytes(bytes, difference.found.omitted)}`]),
  ];
}

function byCommand(matrix: Matrix): string[] {
  return matrix.groups.flatMap((group) => [
    `<details><summary>${group.name} by command</summary>`,
    table('command', group.suites, { ...matrix, totals: group.tallies }),
    '</details>',
  ]);
}

function testedServers({ targets, tool, machine }: ResultDocument): string[] {
  const servers = targets
    .filter(({ blocked }) => blocked === undefined)
    .map(
      ({ name, startedAs, version }) =>
        `- ${code(name)}: ${plain(startedAs)}${startedAs.includes(version) ? '' : `, version ${version}`}`,
    );
  return [
    '<details><summary>Servers</summary>',
    servers.join('\n'),
    `${tool.name} ${tool.version} on ${machine.os} ${machine.arch}, ${machine.cpus} CPUs.`,
    '</details>',
  ];
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
