/** Whether a target is older than what a case tests. Pure. */
import type { Since } from '../suite/case.ts';

/** Who a target is, as far as `since` asks. */
export interface Lineage {
  readonly product: string;
  readonly version: string;
  /** The Redis version whose surface it has by descent or by claim; a Redis' own version. */
  readonly level: string;
}

/**
 * True when the target predates the case. A lineage that `since` does not name has what its
 * Redis level had: forks of 7.2 have all that 7.2 had, and nothing that Redis added later.
 */
export function predates(target: Lineage, since: Since | undefined): boolean {
  if (since === undefined) return false;
  const own = since[target.product];
  if (own !== undefined) return older(target.version, own);
  return since.redis === undefined || older(target.level, since.redis);
}

/** Compares dotted versions number by number, as far as the shorter one goes. */
function older(version: string, than: string): boolean {
  const [ours, theirs] = [numbers(version), numbers(than)];
  for (const [i, theirNumber] of theirs.entries()) {
    const our = ours[i] ?? 0;
    if (our !== theirNumber) return our < theirNumber;
  }
  return false;
}

function numbers(version: string): number[] {
  return version.split('.').map((part) => Number.parseInt(part, 10) || 0);
}
