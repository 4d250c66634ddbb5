/**
 * Which differences matter most. Pure.
 *
 * The same deviation shows up in many cells: in every context and protocol, on several targets, in
 * several cases. Here those cells become one finding, told apart by what a person would call "the
 * same thing", and findings are ranked: what fails before what is only shown, then what a server
 * that people run does before what only the embedded reference does, then the worst rung, then how
 * widely it is shared, then whether a product's newest version has it.
 */
import type {
  CaseRecord,
  Cell,
  Difference,
  ResultDocument,
  ResultRow,
  Rung,
  SuiteRecord,
  TargetRecord,
} from '../harness/results/document.generated.ts';
import { commandName } from './command-name.ts';
import { compareRungs } from './ladder.ts';
import { parentOf, suiteId } from './matrix.ts';
import { kindOf, wordsOf } from './seen.ts';
import { newestTargets } from './versions.ts';

/** Where a difference was seen. */
export interface Sighting {
  readonly record: CaseRecord;
  readonly row: ResultRow;
  readonly target: TargetRecord;
  readonly difference: Difference;
}

export interface Finding {
  readonly rung: Rung;
  readonly fails: boolean;
  /** Commands, targets and case ids that show it, each once, in document order. */
  readonly commands: readonly string[];
  readonly targets: readonly string[];
  readonly cases: readonly string[];
  readonly cellCount: number;
  /** A server that people run shows it, not only the embedded reference. */
  readonly real: boolean;
  /** The newest version of a product, among the targets, shows it. */
  readonly current: boolean;
  /** The plainest place where it was seen. */
  readonly evidence: Sighting;
}

/** All differences of the document as findings, those that matter most first. */
export function findDifferences(document: ResultDocument): Finding[] {
  const failing = failingRungs(document);
  const newest = newestTargets(document.targets);
  const sightings = Map.groupBy(seeDifferences(document), ({ identity }) => identity);
  return [...sightings.values()]
    .map((seen) => toFinding(seen, failing, newest))
    .toSorted(byImportance);
}

interface Identified extends Sighting {
  readonly identity: string;
  readonly command: string;
}

function* seeDifferences(document: ResultDocument): Generator<Identified> {
  const records = new Map(document.cases.map((record) => [record.id, record]));
  const suites = new Map(document.suites.map((suite) => [suiteId(suite), suite]));
  for (const row of document.results) {
    const record = records.get(row.case);
    if (record === undefined) continue;
    const suite = suites.get(parentOf(row.case));
    for (const [column, cell] of row.cells.entries()) {
      const target = document.targets[column];
      if (target !== undefined) yield* seeInCell({ record, row, target, suite, cell });
    }
  }
}

interface Place extends Omit<Sighting, 'difference'> {
  readonly suite: SuiteRecord | undefined;
  readonly cell: Cell;
}

/** Each finding once a cell, however many steps repeat it. */
function* seeInCell({ record, row, target, suite, cell }: Place): Generator<Identified> {
  if (cell.verdict !== 'different') return;
  const seen = new Set<string>();
  for (const difference of cell.differences ?? []) {
    const command = commandName(record.steps[difference.step - 1], suite);
    const identity = identify(difference, command);
    if (seen.has(identity)) continue;
    seen.add(identity);
    yield { record, row, target, difference, identity, command };
  }
}

/**
 * What makes two differences one finding. Texts and types of replies come from code that commands
 * share (an argument parser, a reply helper), so there the command does not count; anywhere else
 * two commands that go wrong are two findings.
 */
function identify({ rung, wanted, found, at }: Difference, command: string): string {
  const kinds = [kindOf(wanted), kindOf(found)];
  if (rung === 'error-text' || rung === 'error-code') {
    return [rung, wordsOf(wanted), wordsOf(found)].join('\n');
  }
  if (rung === 'type' && at === undefined && kinds[0] !== kinds[1])
    return [rung, ...kinds].join('\n');
  return [rung, command, ...kinds].join('\n');
}

/** The policy as the document shows it: the rungs that failed the cell they were the worst of. */
function failingRungs({ results }: ResultDocument): ReadonlySet<Rung> {
  const failing = new Set<Rung>();
  for (const { cells } of results) {
    for (const { rung, fails } of cells) if (fails && rung !== undefined) failing.add(rung);
  }
  return failing;
}

function toFinding(
  sightings: readonly Identified[],
  failing: ReadonlySet<Rung>,
  newest: ReadonlySet<string>,
): Finding {
  const plainest = sightings.reduce((a, b) => (plainness(b) < plainness(a) ? b : a));
  // Of equally plain ones, what a current version does is of more use than what an old one did.
  const evidence =
    sightings.find(
      (seen) => newest.has(seen.target.name) && plainness(seen) === plainness(plainest),
    ) ?? plainest;
  const { rung } = evidence.difference;
  const targets = unique(sightings.map(({ target }) => target.name));
  const { record, row, target, difference } = evidence;
  return {
    rung,
    fails: failing.has(rung),
    commands: unique(sightings.map(({ command }) => command)),
    targets,
    cases: unique(sightings.map((seen) => seen.record.id)),
    cellCount: sightings.length,
    real: sightings.some((seen) => seen.target.driver !== 'embedded'),
    current: targets.some((name) => newest.has(name)),
    evidence: { record, row, target, difference },
  };
}

const CONTEXT_ORDER: readonly ResultRow['context'][] = [
  'plain',
  'pipeline',
  'multi',
  'script',
  'pcall',
];

/** Smaller where a reader has less to take in: context first, then the steps that lead there. */
function plainness({ row, difference }: Sighting): number {
  return CONTEXT_ORDER.indexOf(row.context) * 1000 + difference.step;
}

function byImportance(a: Finding, b: Finding): number {
  return (
    Number(b.fails) - Number(a.fails) ||
    Number(b.real) - Number(a.real) ||
    compareRungs(a.rung, b.rung) ||
    b.cases.length * b.targets.length - a.cases.length * a.targets.length ||
    Number(b.current) - Number(a.current)
  );
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)];
}
