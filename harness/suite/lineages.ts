/** The lineages that `since` may name, and which versions each of them can have had. */
interface Versions {
  readonly first: string;
  /** The newest major version known; one more may be on its way. */
  readonly newestMajor: number;
}

// Valkey and Redict began as forks of Redis 7.2.4, and number from there.
const LINEAGES: Readonly<Record<string, Versions>> = {
  redis: { first: '1.0', newestMajor: 8 },
  valkey: { first: '7.2', newestMajor: 9 },
  redict: { first: '7.3', newestMajor: 7 },
  keydb: { first: '0.9', newestMajor: 6 },
  dragonfly: { first: '0.1', newestMajor: 1 },
};

/** Why the lineage cannot have had this version; `undefined` when it can. */
export function whyImpossible(lineage: string, version: string): string | undefined {
  const versions = LINEAGES[lineage];
  if (versions === undefined) return undefined;
  const [major = 0, minor = 0] = numbers(version);
  const [firstMajor = 0, firstMinor = 0] = numbers(versions.first);
  if (major < firstMajor || (major === firstMajor && minor < firstMinor)) {
    return `the first ${lineage} was ${versions.first}`;
  }
  return major > versions.newestMajor + 1
    ? `the newest ${lineage} is a ${versions.newestMajor}.x`
    : undefined;
}

function numbers(version: string): number[] {
  return version.split('.').map(Number);
}
