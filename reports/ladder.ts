/**
 * The ladder as reports tell it: every rung, worst first, in the order of this table.
 * Which rungs fail is the policy's business and stands in the document, not here.
 */
import type { Rung } from '../harness/results/document.generated.ts';

export interface RungWords {
  /** Fits a narrow column. */
  readonly short: string;
  /** Completes the sentence "the command …". */
  readonly does: string;
}

export const LADDER: Readonly<Record<Rung, RungWords>> = {
  crash: { short: 'crash', does: 'ended the server process' },
  hang: { short: 'hang', does: 'got no reply by the deadline' },
  desync: { short: 'desync', does: 'put the connection out of step' },
  closed: { short: 'closed', does: 'ended, or kept, the connection where the other did not' },
  missing: { short: 'missing', does: 'is unknown, or its option is' },
  'ok-vs-error': { short: 'ok≠err', does: 'succeeds on one side and is an error on the other' },
  value: { short: 'value', does: 'replies another value' },
  state: { short: 'state', does: 'leaves another keyspace behind' },
  propagation: { short: 'propag.', does: 'has another effect on the replica or in the AOF' },
  type: { short: 'type', does: 'replies the same content as another type' },
  'error-code': { short: 'err-code', does: 'replies an error with another code' },
  'error-text': { short: 'err-text', does: 'replies the same error in other words' },
  order: { short: 'order', does: 'replies the same elements in another order' },
  'number-format': { short: 'number', does: 'spells the same number differently' },
};

/** All rungs, worst first. */
export const RUNGS: readonly Rung[] = Object.keys(LADDER) as Rung[];

const SEVERITY: ReadonlyMap<Rung, number> = new Map(RUNGS.map((rung, place) => [rung, place]));

/** Negative when `a` is worse than `b`, for sorting worst first. */
export function compareRungs(a: Rung, b: Rung): number {
  return (SEVERITY.get(a) ?? 0) - (SEVERITY.get(b) ?? 0);
}

/** The worse of two rungs, either of which may be absent. */
export function worse(a: Rung | undefined, b: Rung | undefined): Rung | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return compareRungs(a, b) <= 0 ? a : b;
}
