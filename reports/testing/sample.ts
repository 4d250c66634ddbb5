/**
 * Result documents for tests: real behaviours (`specimens.ts`), as many cases as asked for.
 * The same options give the same document; nothing here is random.
 */
import type {
  CaseRecord,
  Cell,
  ResultDocument,
  ResultRow,
  Seen,
  SuiteRecord,
  TargetRecord,
} from '../../harness/results/document.generated.ts';
import { SPECIMENS, type Specimen, type SpecimenReply } from './specimens.ts';

export interface SampleOptions {
  /** At least this many cells; the specimens repeat as differently named suites and cases. */
  readonly cells?: number;
  readonly targets?: readonly TargetRecord[];
  readonly contexts?: readonly ResultRow['context'][];
}

/** The nine targets of a nightly run. */
export const NINE_TARGETS: readonly TargetRecord[] = [
  target('reference', 'reference', '7.2.0', 'embedded'),
  ...['6.0.16', '7.0.15', '8.0.2', '8.6.1'].map((version) => debian('redis', version)),
  ...['8.0.7', '8.1.6', '9.1.2'].map((version) => debian('valkey', version)),
  debian('redict', '7.3.2'),
];

/** Four targets, one of which could not be started. */
export const FOUR_TARGETS: readonly TargetRecord[] = [
  debian('redis', '6.0.16'),
  debian('redis', '8.6.1'),
  debian('valkey', '9.1.2'),
  {
    ...target('docker:dragonfly@1.31', 'dragonfly', '', 'container'),
    blocked: 'no Docker daemon answers. Start one, or leave this target out.',
  },
];

/** Every specimen once, on four targets. */
export function smallDocument(): ResultDocument {
  return sampleDocument({ targets: FOUR_TARGETS, contexts: ['plain', 'multi'] });
}

export function sampleDocument(options: SampleOptions = {}): ResultDocument {
  const { cells = 1, targets = NINE_TARGETS, contexts = CONTEXTS } = options;
  const cellsPerCase = targets.length * contexts.length * PROTOCOLS.length;
  const rounds = Math.ceil(cells / (cellsPerCase * SPECIMENS.length));
  const named = Array.from({ length: rounds }, (_, round) =>
    SPECIMENS.map((specimen) => ({ specimen, ...nameIn(round, specimen) })),
  ).flat();
  const results = named.flatMap(({ specimen, record }) =>
    contexts.flatMap((context) =>
      PROTOCOLS.map(
        (protocol): ResultRow => ({
          case: record.id,
          context,
          protocol,
          cells: targets.map((each) => judge(specimen, each, protocol)),
        }),
      ),
    ),
  );
  const suites = new Map(named.map(({ suite }) => [`${suite.group}/${suite.suite}`, suite]));
  return {
    format: 1,
    tool: { name: 'samewire', version: '0.1.0' },
    machine: { os: 'linux', arch: 'x64', cpus: 2 },
    policy: 'client',
    baseline: 'contract',
    suites: [...suites.values()],
    targets: [...targets],
    cases: named.map(({ record }) => record),
    results,
    times: {
      startedAt: '2026-11-21T04:00:00.000Z',
      durationMs: 41_300,
      cellsMs: results.map(({ cells }) => cells.map(({ verdict }) => (verdict === 'same' ? 1 : 2))),
    },
  };
}

const PROTOCOLS: readonly ResultRow['protocol'][] = [2, 3];
const CONTEXTS: readonly ResultRow['context'][] = ['plain', 'multi', 'script', 'pipeline'];

/** A suite holds this many cases before the next round opens another one. */
const CASES_PER_SUITE = 12;

function nameIn(round: number, specimen: Specimen): { record: CaseRecord; suite: SuiteRecord } {
  const part = Math.floor(round / CASES_PER_SUITE);
  const suite = part === 0 ? specimen.suite : `${specimen.suite}-${part + 1}`;
  const name = round % CASES_PER_SUITE === 0 ? specimen.name : `${specimen.name}-${round}`;
  const { group, title, since, steps } = specimen;
  return {
    suite: {
      group,
      suite,
      title: specimen.suiteTitle,
      see: `https://valkey.io/commands/${specimen.suite}/`,
      commands: specimen.suite === 'object' ? ['object|encoding'] : [specimen.suite],
      digest: `sha256:${'0'.repeat(64)}`,
    },
    record: {
      id: `${group}/${suite}/${name}`,
      title,
      place: `commands/${group}/${suite}.yaml:${8 + (round % CASES_PER_SUITE) * 7}`,
      ...(since && { since: { ...since } }),
      steps: steps.map((send) => ({ says: send.map(spell).join(' '), send: [...send] })),
    },
  };
}

function judge(specimen: Specimen, on: TargetRecord, protocol: ResultRow['protocol']): Cell {
  if (on.blocked !== undefined) return { verdict: 'blocked', why: on.blocked };
  const { targets, rung, found } = specimen.departs;
  if (!targets.test(on.name)) return { verdict: 'same' };
  const difference = {
    step: specimen.step,
    rung,
    against: 'contract',
    wanted: contract(specimen.wanted),
    found: seen(found, protocol),
  };
  if (rung === 'missing') {
    const why = `${on.name} predates redis 6.2`;
    return { verdict: 'absent', why, differences: [difference] };
  }
  const fails = !['error-text', 'order', 'number-format'].includes(rung);
  return { verdict: 'different', rung, fails, differences: [difference] };
}

function contract({ says, value }: SpecimenReply): Seen {
  return { says, value: value as NonNullable<Seen['value']> };
}

function seen(reply: SpecimenReply, protocol: ResultRow['protocol']): Seen {
  const bytes = protocol === 2 ? (reply.bytes2 ?? reply.bytes) : reply.bytes;
  return { ...contract(reply), bytes };
}

function spell(argument: string): string {
  return /^[!-~]+$/.test(argument) ? argument : JSON.stringify(argument);
}

function debian(product: string, version: string): TargetRecord {
  const [major, minor] = version.split('.');
  return target(`${product}@${major}.${minor}`, product, version, 'debian');
}

function target(
  name: string,
  product: string,
  version: string,
  driver: TargetRecord['driver'],
): TargetRecord {
  const identity: Record<string, string> = {};
  if (version !== '') identity[`${product}_version`] = version;
  return {
    name,
    driver,
    product,
    version,
    startedAs: `${driver} ${product} ${version}`.trim(),
    identity,
  };
}
