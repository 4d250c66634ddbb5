/** Small result documents of two releases, for tests that say in a line what either of them did. */
import type {
  Cell,
  Difference,
  ResultDocument,
  ResultRow,
  Rung,
  Seen,
  TargetRecord,
} from '../../harness/results/document.generated.ts';

export const SAME: Cell = { verdict: 'same' };

/** A departure from the contract at a step; the first unless told. */
export function departure(
  rung: Rung,
  wanted: string,
  found: string,
  more: Partial<Difference> = {},
): Difference {
  const difference = { step: 1, rung, against: 'contract', ...more };
  return { ...difference, wanted: side(wanted), found: side(found) };
}

export function different(...differences: readonly Difference[]): Cell {
  return {
    verdict: 'different',
    rung: differences[0]?.rung ?? 'value',
    fails: true,
    differences: [...differences],
  };
}

export function absent(difference: Difference): Cell {
  return { verdict: 'absent', why: 'it predates it', differences: [difference] };
}

/** One case, and what became of it on the first release and on the second. */
export interface TwoCells {
  readonly name?: string;
  readonly send: readonly (readonly string[])[];
  readonly since?: Readonly<Record<string, string>>;
  readonly cells: readonly [Cell, Cell];
  readonly protocols?: readonly ResultRow['protocol'][];
}

export const RELEASES: readonly [TargetRecord, TargetRecord] = [
  release('redis', '7.0.15'),
  release('redis', '8.0.2'),
];

export function release(product: string, version: string): TargetRecord {
  const name = `${product}@${version.split('.').slice(0, 2).join('.')}`;
  const identity = { [`${product}_version`]: version };
  return { name, driver: 'debian', product, version, startedAs: name, identity };
}

export function releasesDocument(...cases: readonly TwoCells[]): ResultDocument {
  const named = cases.map((each, place) => ({ ...each, id: `string/set/${each.name ?? place}` }));
  return {
    format: 1,
    tool: { name: 'samewire', version: '0.1.0' },
    machine: { os: 'linux', arch: 'x64', cpus: 2 },
    policy: 'client',
    baseline: 'contract',
    suites: [
      {
        group: 'string',
        suite: 'set',
        title: 'SET stores a string',
        commands: ['set', 'object|encoding'],
        digest: `sha256:${'0'.repeat(64)}`,
      },
    ],
    targets: [...RELEASES],
    cases: named.map(({ id, send, since }) => ({
      id,
      title: id,
      place: 'commands/string/set.yaml:8',
      ...(since && { since: { ...since } }),
      steps: send.map((argv) => ({ says: argv.join(' '), send: [...argv] })),
    })),
    results: named.flatMap(({ id, cells, protocols = [2, 3] }) =>
      protocols.map(
        (protocol): ResultRow => ({
          case: id,
          context: 'plain',
          protocol,
          cells: [...cells],
        }),
      ),
    ),
    times: { startedAt: '2026-11-21T04:00:00.000Z', durationMs: 1, cellsMs: [] },
  };
}

/** `says` as documents have it, with the value that it tells. */
function side(says: string): Seen {
  const error = /^\(error\) (.*)$/.exec(says)?.[1];
  if (error !== undefined) return { says, value: { error } };
  const integer = /^\(integer\) (.*)$/.exec(says)?.[1];
  return { says, value: integer === undefined ? says : Number(integer) };
}
