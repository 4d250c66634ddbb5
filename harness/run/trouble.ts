/** What went wrong with a server, seen from one case: is it that, and at which step is it told. Pure. */
import type { Observation, Seen } from '../wire/observation.ts';
import type { PlannedCell } from './plan.ts';

/** What a lane cannot tell from the trouble of another: silence, a closed connection, noise. */
export function looksWrong({ seen, extra }: Observation): boolean {
  return (seen.kind !== 'reply' && seen.kind !== 'nothing') || extra.length > 0;
}

export function isSilent({ seen }: Observation): boolean {
  return seen.kind === 'silence';
}

/** The observations with `failure` at the first step that did not get its reply, or at the last. */
export function withFailure(
  observations: readonly Observation[],
  failure: Seen,
): readonly Observation[] {
  const wrong = observations.findIndex(looksWrong);
  const at = wrong < 0 ? observations.length - 1 : wrong;
  return observations.map((observation, i) =>
    i === at ? { ...observation, seen: failure } : observation,
  );
}

/** A case whose first step met `seen`, so that none of the others was run. */
export function neverBegan({ subject }: PlannedCell, seen: Seen): readonly Observation[] {
  const why = 'the case could not begin';
  return subject.steps.map((_, i) => ({
    seen: i === 0 ? seen : { kind: 'not-reached', why },
    pushes: [],
    extra: [],
    closed: i === 0 && seen.kind === 'closed',
    elapsedMs: 0,
  }));
}
