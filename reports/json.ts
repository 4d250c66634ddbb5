/** The summary for machines: totals per target and group, and the differences in order of importance. */
import type { ResultDocument } from '../harness/results/document.generated.ts';
import { type Finding, findDifferences } from './differences.ts';
import { buildMatrix, type Matrix } from './matrix.ts';
import { OUTCOMES, passPercent, sumTallies, type Tally } from './tally.ts';

export function json(document: ResultDocument): string {
  const matrix = buildMatrix(document);
  const { format, tool, policy, baseline, times } = document;
  const summary = {
    format,
    tool,
    policy,
    baseline,
    startedAt: times.startedAt,
    durationMs: times.durationMs,
    total: totals(sumTallies(matrix.totals)),
    targets: matrix.targets.map((_, column) => targetSummary(matrix, column)),
    differences: findDifferences(document).map(differenceSummary),
  };
  return `${JSON.stringify(summary, null, 2)}\n`;
}

function targetSummary({ targets, totals: all, groups }: Matrix, column: number): unknown {
  const target = targets[column];
  return {
    name: target?.name,
    product: target?.product,
    version: target?.version,
    ...(target?.blocked !== undefined && { blocked: target.blocked }),
    total: totals(all[column]),
    groups: Object.fromEntries(groups.map(({ name, tallies }) => [name, totals(tallies[column])])),
  };
}

/** `passPercent` is null where nothing was judged. */
function totals(tally: Tally = sumTallies([])): unknown {
  const counts = Object.fromEntries(OUTCOMES.map((word) => [word, tally[word]]));
  const worst = tally.worst === undefined ? {} : { worst: tally.worst };
  return { ...counts, passPercent: passPercent(tally) ?? null, ...worst };
}

function differenceSummary(finding: Finding): unknown {
  const { evidence, rung, fails, commands, targets, cases, cellCount } = finding;
  const { row, target, difference } = evidence;
  const { context, protocol } = row;
  return {
    ...{ rung, fails, commands, targets, cases, cellCount },
    evidence: { case: row.case, context, protocol, target: target.name, ...difference },
  };
}
