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
