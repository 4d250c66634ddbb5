/**
 * Cells counted by outcome. An outcome is a verdict in which `different` is told apart by the
 * policy: `fails` fails the run, `shown` is a difference that the policy lets pass.
 */
import type { Cell, Rung } from '../harness/results/document.generated.ts';
import { worse } from './ladder.ts';

export type Outcome = 'fails' | 'unstable' | 'shown' | 'blocked' | 'same' | 'absent' | 'skipped';

/** What one mark says for many cells: the first of these that occurs. */
export const OUTCOMES: readonly Outcome[] = [
  'fails',
  'unstable',
  'shown',
  'blocked',
  'same',
  'absent',
  'skipped',
];

/** A sign for each outcome, so that no reader depends on colour. */
export const SIGNS: Readonly<Record<Outcome, string>> = {
  fails: '✗',
  unstable: '?',
  shown: '~',
  blocked: '!',
  same: '✓',
  absent: '–',
  skipped: '·',
};

export interface Tally extends Readonly<Record<Outcome, number>> {
  /** The worst rung of any difference counted, failing or not. */
  readonly worst?: Rung;
}

/** A tally that is still being counted. */
export type Count = { -readonly [Key in keyof Tally]: Tally[Key] };

export function emptyCount(): Count {
  return { fails: 0, unstable: 0, shown: 0, blocked: 0, same: 0, absent: 0, skipped: 0 };
}

export function outcome(cell: Cell): Outcome {
  if (cell.verdict !== 'different') return cell.verdict;
  return cell.fails ? 'fails' : 'shown';
}

export function countCell(count: Count, cell: Cell): void {
  count[outcome(cell)] += 1;
  // An absent cell keeps its error as evidence; that is no difference to judge.
  if (cell.verdict === 'different') keepWorst(count, cell.rung);
}

/** Adds all that `other` counted to `count`. */
export function addTally(count: Count, other: Tally): void {
  for (const word of OUTCOMES) count[word] += other[word];
  keepWorst(count, other.worst);
}

export function sumTallies(tallies: Iterable<Tally>): Tally {
  const count = emptyCount();
  for (const tally of tallies) addTally(count, tally);
  return count;
}

/** All cells counted, whatever became of them. */
export function cellCount(tally: Tally): number {
  return OUTCOMES.reduce((sum, word) => sum + tally[word], 0);
}

/** Cells that were judged: the others (absent, unstable, blocked, skipped) are no pass and no failure. */
export function judgedCount(tally: Tally): number {
  return tally.same + tally.shown + tally.fails;
}

/** The one outcome that stands for all cells counted; `undefined` when there are none. */
export function headline(tally: Tally): Outcome | undefined {
  return OUTCOMES.find((word) => tally[word] > 0);
}

/** Which part of the judged cells does not fail, in percent; `undefined` when none was judged. */
export function passPercent(tally: Tally): number | undefined {
  const judged = judgedCount(tally);
  return judged === 0 ? undefined : (100 * (judged - tally.fails)) / judged;
}

/** The percentage with one decimal, cut and not rounded: one failure in a million is not 100%. */
export function percentText(tally: Tally): string {
  const percent = passPercent(tally);
  if (percent === undefined) return SIGNS[headline(tally) ?? 'skipped'];
  return Number.isInteger(percent)
    ? `${percent}%`
    : `${(Math.floor(percent * 10) / 10).toFixed(1)}%`;
}

function keepWorst(count: Count, rung: Rung | undefined): void {
  const worst = worse(count.worst, rung);
  if (worst !== undefined) count.worst = worst;
}
