/**
 * What changes for a program between two targets of one document. Pure.
 *
 * Each row of the matrix comes to one of five ends. Where a target lacks the command or the option
 * that a case is about, it was added or removed. Where it has them and is too old for the case all the
 * same, a command does something else now, and that is a change like any other.
 */
import type {
  CaseRecord,
  Cell,
  ResultDocument,
  ResultRow,
  Rung,
  TargetRecord,
} from '../harness/results/document.generated.ts';
import { compareRungs, worse } from './ladder.ts';
import { lackedWords, type Place, Wording } from './release-words.ts';
import { errorText } from './side.ts';
import { type StepChange, stepChanges } from './step-changes.ts';
import { predates } from './versions.ts';

/** Places of two targets in the document. */
export interface Pair {
  readonly from: number;
  readonly to: number;
}

/** A change, and where it was seen. */
export interface Sighting extends StepChange {
  readonly record: CaseRecord;
  readonly row: ResultRow;
  readonly place: Place;
}

/** What one row came to. A cell that is unstable, blocked or skipped on one side is `unjudged`. */
export type End =
  | { readonly kind: 'same' | 'unjudged' }
  | {
      readonly kind: 'added' | 'removed';
      readonly record: CaseRecord;
      readonly words: readonly string[];
    }
  | { readonly kind: 'changed'; readonly rung: Rung; readonly sightings: readonly Sighting[] };

/** Compares two columns, row by row, in document order. */
export function compareReleases(document: ResultDocument, { from, to }: Pair): End[] {
  const wording = new Wording(document);
  const lacked = {
    before: lackedWords(document, from, wording),
    after: lackedWords(document, to, wording),
  };
  const records = new Map(document.cases.map((record) => [record.id, record]));
  return document.results.flatMap((row) => {
    const record = records.get(row.case);
    const [before, after] = [row.cells[from], row.cells[to]];
    if (record === undefined || before === undefined || after === undefined) return [];
    if (!isSeen(before) || !isSeen(after)) return [{ kind: 'unjudged' }];
    if (isTooOld(document.targets[from], record) && after.verdict === 'absent') return [NEITHER];
    if (isTooOld(document.targets[to], record) && before.verdict === 'absent') return [NEITHER];
    const end = endByAge(record, before, after, lacked, wording);
    return [end ?? endByReplies(record, row, before, after, wording)];
  });
}

/** Some cases hold on old servers for the wrong reason: what is unknown is refused, too. */
function isTooOld(target: TargetRecord | undefined, { since }: CaseRecord): boolean {
  return target !== undefined && since !== undefined && predates(target, since);
}

interface Lacked {
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
}

/** The end, where it follows from who lacks what; `undefined` where replies have to tell. */
function endByAge(
  record: CaseRecord,
  before: Cell,
  after: Cell,
  lacked: Lacked,
  wording: Wording,
): End | undefined {
  const missedBefore = missedWords(record, before, lacked.before, wording);
  const missedAfter = missedWords(record, after, lacked.after, wording);
  if (missedBefore.length > 0 && missedAfter.length > 0) return NEITHER;
  if (missedBefore.length > 0) return { kind: 'added', record, words: missedBefore };
  if (missedAfter.length > 0) return { kind: 'removed', record, words: missedAfter };
  return undefined;
}

function isSeen({ verdict }: Cell): boolean {
  return verdict === 'same' || verdict === 'different' || verdict === 'absent';
}

const NEITHER: End = { kind: 'same' };

/** What the target lacks of what it first departed at: the command, else options that it refused. */
function missedWords(
  record: CaseRecord,
  { verdict, differences: [first] = [] }: Cell,
  lacked: ReadonlySet<string>,
  wording: Wording,
): string[] {
  if (first === undefined || errorText(first.found) === undefined) return [];
  const { command, options } = wording.place(record, first.step);
  if (lacked.has(command)) return [command];
  if (verdict !== 'absent') return [];
  return options.map((option) => `${command} ${option}`).filter((word) => lacked.has(word));
}

function endByReplies(
  record: CaseRecord,
  row: ResultRow,
  before: Cell,
  after: Cell,
  wording: Wording,
): End {
  const causes = withoutConsequences(stepChanges(before, after).filter(untilAbsent(before, after)));
  const rung = causes.map((cause): Rung | undefined => cause.rung).reduce(worse, undefined);
  if (rung === undefined) return { kind: 'same' };
  const sightings = causes.map((cause) => {
    const place = wording.place(record, cause.step);
    return { ...cause, record, row, place };
  });
  return { kind: 'changed', rung, sightings };
}

/** Of an absent cell only the first departure is known. */
function untilAbsent(...cells: readonly Cell[]): (change: StepChange) => boolean {
  const last = cells
    .filter(({ verdict }) => verdict === 'absent')
    .map(({ differences: [first] = [] }) => first?.step ?? 0);
  return ({ step }) => last.every((known) => step <= known);
}

/**
 * Up to the first change after which the servers may well hold different data: what comes later
 * follows from it. Other words, types and spellings have no consequences.
 */
function withoutConsequences(changes: readonly StepChange[]): readonly StepChange[] {
  const first = changes.findIndex(({ rung }) => compareRungs(rung, 'type') < 0);
  return first < 0 ? changes : changes.slice(0, first + 1);
}
