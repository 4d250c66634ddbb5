/** Who carries a failure of the server that no case repeats alone. Pure. */
import type { CellOutcome } from './cell-runner.ts';
import type { Incident } from './health.ts';
import type { PlannedCell } from './plan.ts';
import { neverBegan, withFailure } from './trouble.ts';

/** A failure that cannot be pinned down still happened: the likeliest suspect carries it, and says so. */
export function blame(
  incidents: readonly Incident[],
  outcomes: ReadonlyMap<number, CellOutcome>,
): [PlannedCell, CellOutcome][] {
  return incidents.flatMap(({ failure, suspects, explained }): [PlannedCell, CellOutcome][] => {
    const [suspect] = suspects.toSorted((a, b) => a.row - b.row);
    if (explained || suspect === undefined) return [];
    const how = `${failure.how} (this case was in flight, or the last before it; it was not seen to do it alone)`;
    const carried = { ...failure, how };
    const outcome = outcomes.get(suspect.row);
    if (outcome?.kind !== 'observed') {
      const observations = neverBegan(suspect, carried);
      return [[suspect, { kind: 'observed', observations, tookMs: 0 }]];
    }
    const observations = withFailure(outcome.observations, carried);
    return [[suspect, { ...outcome, observations }]];
  });
}
