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
  /** The case was run in this protocol only. */
  readonly alone: boolean;
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
  const older = releaseIn(document, from, wording);
  const newer = releaseIn(document, to, wording);
  if (older === undefined || newer === undefined) return [];
  const records = new Map(document.cases.map((record) => [record.id, record]));
  const rowsOfCase = Map.groupBy(document.results, (row) => row.case);
  return document.results.flatMap((row) => {
    const record = records.get(row.case);
    const [before, after] = [row.cells[from], row.cells[to]];
    if (record === undefined || before === undefined || after === undefined) return [];
    const alone = rowsOfCase.get(row.case)?.every(({ protocol }) => protocol === row.protocol);
    const end =
      endByAge(
        record,
        { release: older, cell: before },
        { release: newer, cell: after },
        wording,
      ) ??
      endByReplies(before, after, (step) => ({
        record,
        row,
        place: wording.place(record, step),
        alone: alone === true,
      }));
    return [end];
  });
}

/** A target, and the commands and options that it lacks. */
interface Release {
  readonly target: TargetRecord;
  readonly lacked: ReadonlySet<string>;
}

interface ReleaseCell {
  readonly release: Release;
  readonly cell: Cell;
}

function releaseIn(
  document: ResultDocument,
  column: number,
  wording: Wording,
): Release | undefined {
  const target = document.targets[column];
  return target && { target, lacked: lackedWords(document, column, wording) };
}

/** The end, where it follows from who lacks what; `undefined` where replies have to tell. */
function endByAge(
  record: CaseRecord,
  before: ReleaseCell,
  after: ReleaseCell,
  wording: Wording,
): End | undefined {
  if (!isSeen(before.cell) || !isSeen(after.cell)) return { kind: 'unjudged' };
  if (lacksCase(record, before) && lacksCase(record, after)) return { kind: 'same' };
  const missedBefore = missedWords(record, before, wording);
  const missedAfter = missedWords(record, after, wording);
  if (missedBefore.length > 0 && missedAfter.length > 0) return { kind: 'same' };
  if (missedBefore.length > 0) return { kind: 'added', record, words: missedBefore };
  if (missedAfter.length > 0) return { kind: 'removed', record, words: missedAfter };
  return undefined;
}

function isSeen({ verdict }: Cell): boolean {
  return verdict === 'same' || verdict === 'different' || verdict === 'absent';
}

function lacksCase(record: CaseRecord, { release, cell }: ReleaseCell): boolean {
  return cell.verdict === 'absent' || holdsByChance(record, release, cell);
}

/** An old server may refuse for not knowing what a new one refuses for knowing better. */
function holdsByChance({ since }: CaseRecord, { target }: Release, cell: Cell): boolean {
  return cell.verdict === 'same' && !cell.early && since !== undefined && predates(target, since);
}

/** What the target lacks of what it departed at: the command, else options that it refused. */
function missedWords(
  record: CaseRecord,
  { release, cell }: ReleaseCell,
  wording: Wording,
): string[] {
  const { lacked } = release;
  const isLacked = (word: string) => lacked.has(word);
  if (holdsByChance(record, release, cell)) return wording.words(record).filter(isLacked);
  const [first] = cell.differences ?? [];
  if (first === undefined) return [];
  const { command, options } = wording.place(record, first.step);
  if (lacked.has(command)) return [command];
  if (cell.verdict !== 'absent' || errorText(first.found) === undefined) return [];
  return options.map((option) => `${command} ${option}`).filter(isLacked);
}

function endByReplies(
  before: Cell,
  after: Cell,
  sight: (step: number) => Omit<Sighting, keyof StepChange>,
): End {
  const changes = stepChanges(before, after).filter(untilAbsent(before, after));
  const causes = withoutConsequences(changes);
  const rung = causes.map((cause): Rung | undefined => cause.rung).reduce(worse, undefined);
  if (rung === undefined) return { kind: 'same' };
  return {
    kind: 'changed',
    rung,
    sightings: causes.map((cause) => ({ ...cause, ...sight(cause.step) })),
  };
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
