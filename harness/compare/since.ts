/** Whether a target is older than what a case tests. Pure. */
import type { Since } from '../suite/case.ts';

/** Who a target is, as far as `since` asks. */
export interface Lineage {
  readonly product: string;
  readonly version: string;
  /** How far it is along each lineage, its own first: `{ valkey: '9.1.2', redis: '7.2' }`. */
  readonly level: Readonly<Record<string, string>>;
}

/**
 * True when the target predates the case. Its own lineage decides where `since` names it, else the
 * nearest ancestor: forks of Redis 7.2 have all that 7.2 had, and nothing that Redis added later. A
 * target none of whose lineages is named never had it.
 */
export function predates({ level }: Lineage, since: Since | undefined): boolean {
  if (since === undefined) return false;
  const lineage = Object.keys(level).find((name) => name in since);
  return lineage === undefined || older(level[lineage] ?? '', since[lineage] ?? '');
}

/** Compares dotted versions number by number, as far as the second one goes. */
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
