/**
 * Which releases stand next to each other. Pure.
 *
 * Releases of one product follow each other by version. The first one of a fork follows the newest
 * that it can have come from: of the product that it left, as old as that was then, or of another
 * fork of the same, whose numbers go on from there.
 */
import type { TargetRecord } from '../harness/results/document.generated.ts';
import type { Pair } from './release-changes.ts';
import { compareVersions } from './versions.ts';

/** Where a product's lineage left another one. */
export type Descents = Readonly<Record<string, { readonly from: string; readonly at: string }>>;

interface Release extends TargetRecord {
  readonly column: number;
}

/**
 * Every release with the one before it, a release standing in for its patches: products that left no
 * other one first, then the older fork, in whatever order the document has them.
 */
export function neighbours(targets: readonly TargetRecord[], descents: Descents): Pair[] {
  const releases = distinctReleases(targets);
  const isFork = ({ product }: Release) => Number(product in descents);
  const sorted = releases.toSorted((a, b) => isFork(a) - isFork(b) || byVersion(a, b));
  const families = Map.groupBy(sorted, ({ product }) => product);
  return [...families.values()].flatMap((family) =>
    family.flatMap((release, place): Pair[] => {
      const before = family[place - 1] ?? ancestorOf(release, releases, descents);
      return before === undefined ? [] : [{ from: before.column, to: release.column }];
    }),
  );
}

/** One target for each release: a container beside a package is no step in time. */
function distinctReleases(targets: readonly TargetRecord[]): Release[] {
  const tested = targets
    .map((target, column): Release => ({ ...target, column }))
    .filter(({ driver, blocked }) => driver !== 'embedded' && blocked === undefined);
  const alike = Map.groupBy(tested, ({ product, version }) => `${product} ${releaseOf(version)}`);
  return [...alike.values()].flatMap(([first]) => first ?? []);
}

function ancestorOf(
  { product, version }: Release,
  releases: readonly Release[],
  descents: Descents,
): Release | undefined {
  const descent = descents[product];
  if (descent === undefined) return undefined;
  const candidates = releases.filter((other) => {
    if (other.product === descent.from)
      return compareVersions(releaseOf(other.version), descent.at) <= 0;
    const theirs = descents[other.product];
    const siblings = theirs?.from === descent.from && theirs.at === descent.at;
    return siblings && other.product !== product && compareVersions(other.version, version) < 0;
  });
  return candidates.toSorted(byVersion).at(-1);
}

/** `8.0` of `8.0.2`. */
export function releaseOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

function byVersion(a: Release, b: Release): number {
  return compareVersions(a.version, b.version);
}
