/**
 * What one cell says that the next one does not, step by step. Pure.
 *
 * A document holds what departs from its baseline. Where only one of two servers departs, the other
 * replied what the baseline asks for; where both do, their replies stand side by side.
 */
import type { Cell, Difference, Rung, Seen } from '../harness/results/document.generated.ts';
import { worse } from './ladder.ts';
import { kindOf } from './seen.ts';
import type { Side } from './side.ts';

export interface StepChange {
  /** Counted from 1. */
  readonly step: number;
  readonly rung: Rung;
  readonly before: Side;
  readonly after: Side;
}

/** The steps at which the second cell departs otherwise than the first, in their order. */
export function stepChanges(from: Cell, to: Cell): StepChange[] {
  const before = byStep(from);
  const after = byStep(to);
  const steps = [...new Set([...before.keys(), ...after.keys()])].toSorted((a, b) => a - b);
  return steps.flatMap((step) => {
    const change = changeBetween(before.get(step), after.get(step));
    return change === undefined ? [] : [{ step, ...change }];
  });
}

function byStep({ differences = [] }: Cell): ReadonlyMap<number, Difference> {
  return new Map(differences.map((difference) => [difference.step, difference]));
}

function changeBetween(
  from: Difference | undefined,
  to: Difference | undefined,
): Omit<StepChange, 'step'> | undefined {
  if (from === undefined) return to && { rung: to.rung, before: asked(to), after: found(to) };
  if (to === undefined) return { rung: from.rung, before: found(from), after: asked(from) };
  return isSame(from, to)
    ? undefined
    : { rung: rungBetween(from, to), before: found(from), after: found(to) };
}

/** What a server replied that does not depart. A contract is no reply, so it varies never. */
function asked({ wanted, varies, against }: Difference): Side {
  return varies && against !== 'contract' ? { ...wanted, open: true } : wanted;
}

function found({ found: seen, varies }: Difference): Side {
  return varies ? { ...seen, open: true } : seen;
}

/** Replies that are others in each run are compared by how far they depart. */
function isSame(a: Difference, b: Difference): boolean {
  if (a.varies || b.varies) return a.rung === b.rung;
  return textOf(a.found) === textOf(b.found);
}

function textOf({ value, says }: Seen): string {
  return value === undefined ? says : JSON.stringify(value);
}

/** How far two replies are apart of which it is known how far each departs from a third. */
function rungBetween(a: Difference, b: Difference): Rung {
  const [before, after] = [kindOf(a.found), kindOf(b.found)];
  if (a.found.value === undefined || b.found.value === undefined) return worst(a, b);
  if ((a.rung === 'missing') !== (b.rung === 'missing')) return 'missing';
  const errors = [before, after].filter((kind) => kind.startsWith('error')).length;
  if (errors === 1) return 'ok-vs-error';
  if (errors === 2) return before === after ? 'error-text' : 'error-code';
  return a.rung === b.rung ? a.rung : 'value';
}

function worst(a: Difference, b: Difference): Rung {
  return worse(a.rung, b.rung) ?? a.rung;
}
