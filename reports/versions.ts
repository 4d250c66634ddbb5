import type { TargetRecord } from '../harness/results/document.generated.ts';

/** The targets that no other target of the same product is newer than. */
export function newestTargets(targets: readonly TargetRecord[]): Set<string> {
  const products = Map.groupBy(targets, ({ product }) => product);
  const newest = [...products.values()].flatMap((family) =>
    family.filter(({ version }) =>
      family.every((other) => compareVersions(version, other.version) >= 0),
    ),
  );
  return new Set(newest.map(({ name }) => name));
}

/** Negative when `a` is the older; compares `9.1.2` number by number, not letter by letter. */
export function compareVersions(a: string, b: string): number {
  const [ours, theirs] = [numbers(a), numbers(b)];
  for (let place = 0; place < Math.max(ours.length, theirs.length); place++) {
    const order = (ours[place] ?? 0) - (theirs[place] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

function numbers(version: string): number[] {
  return (version.match(/\d+/g) ?? []).map(Number);
}

/**
 * Whether the target is older than what is there since these versions: by its own number, else by that
 * of a lineage which it says that it still follows (`redis_version` of a Valkey).
 */
export function predates(
  { product, version, identity }: TargetRecord,
  since: Readonly<Record<string, string>>,
): boolean {
  const levels: Readonly<Record<string, string>> = { ...levelsOf(identity), [product]: version };
  const named = [product, ...Object.keys(since)].find((name) => name in since && name in levels);
  return named === undefined || compareVersions(levels[named] ?? '', since[named] ?? '') < 0;
}

function levelsOf(identity: Readonly<Record<string, string>>): Record<string, string> {
  const versions = Object.entries(identity).filter(([field]) => field.endsWith('_version'));
  return Object.fromEntries(
    versions.map(([field, text]) => [field.slice(0, -'_version'.length), text]),
  );
}
