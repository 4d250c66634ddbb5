/** The result document of a run, from what was judged. Pure: the caller brings times and machine. */
import { POLICIES, type PolicyName } from '../compare/rung.ts';
import type { StepDifference, Verdict } from '../compare/verdict.ts';
import type { Case, Context, Form, Suite } from '../suite/case.ts';
import { formOf } from '../suite/contexts.ts';
import type { Protocol } from '../wire/reply.ts';
import type {
  CaseRecord,
  Cell,
  Difference,
  ResultDocument,
  ResultRow,
  SuiteRecord,
  TargetRecord,
} from './document.generated.ts';
import { differenceRecord, stepRecord } from './evidence.ts';

/** One row of the matrix as it was judged: verdicts and times in the order of the targets. */
export interface JudgedRow {
  /** Its place in the document. */
  readonly row: number;
  readonly subject: Case;
  readonly context: Context;
  readonly protocol: Protocol;
  readonly verdicts: readonly Verdict[];
  readonly tookMs: readonly number[];
}

/** What the suites claim, as the document lists it: the same whatever a run brings. */
export type Claims = Pick<ResultDocument, 'suites' | 'cases'>;

export function listClaims(suites: readonly Suite[]): Claims {
  return {
    suites: suites.map(suiteRecord),
    cases: suites.flatMap((suite) => suite.cases).map(caseRecord),
  };
}

export interface BuildInput {
  readonly version: string;
  readonly machine: ResultDocument['machine'];
  readonly policy: PolicyName;
  readonly baseline: string;
  readonly claims: Claims;
  readonly targets: readonly TargetRecord[];
  readonly rows: readonly JudgedRow[];
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
}

export function buildDocument(input: BuildInput): ResultDocument {
  const { policy, baseline, claims, targets, rows } = input;
  return {
    format: 1,
    tool: { name: 'samewire', version: input.version },
    machine: input.machine,
    policy,
    baseline,
    suites: claims.suites,
    targets: [...targets],
    cases: claims.cases,
    results: rows.map((row) => resultRow(row, policy)),
    times: {
      startedAt: input.startedAt,
      durationMs: Math.round(input.durationMs),
      cellsMs: rows.map((row) => row.tookMs.map((ms) => Math.round(ms * 100) / 100)),
    },
  };
}

function suiteRecord({ group, name, title, see, commands, digest }: Suite): SuiteRecord {
  const link = see === undefined ? {} : { see };
  return { group, suite: name, title, ...link, commands: [...commands], digest };
}

function caseRecord({ id, title, place, since, isolation, config, steps }: Case): CaseRecord {
  const severalConnections = steps.some(({ on }) => on !== 'main');
  const head = { id, title, place: `${place.file}:${place.line}` };
  const records = steps.map((step) => stepRecord(step, severalConnections));
  // Nearly every case wants nothing but an empty database, of any server.
  if (since === undefined && isolation === 'keyspace') return { ...head, steps: records };
  return {
    ...head,
    ...(since === undefined ? {} : { since: { ...since } }),
    ...(isolation === 'keyspace' ? {} : { isolation }),
    ...(Object.keys(config).length === 0 ? {} : { config: { ...config } }),
    steps: records,
  };
}

function resultRow(
  { subject, context, protocol, verdicts }: JudgedRow,
  policy: PolicyName,
): ResultRow {
  const form = formOf(context, protocol);
  return {
    case: subject.id,
    context,
    protocol,
    cells: verdicts.map((verdict) => cellOf(subject, form, verdict, policy)),
  };
}

function cellOf(subject: Case, form: Form, verdict: Verdict, policy: PolicyName): Cell {
  switch (verdict.kind) {
    case 'same':
      return { verdict: 'same', ...(verdict.early ? { early: true as const } : {}) };
    case 'blocked':
    case 'skipped':
      return { verdict: verdict.kind, why: verdict.why };
    case 'different': {
      const fails = !POLICIES[policy].has(verdict.rung);
      // From a command that a server does not know, all the rest follows.
      const missing = verdict.differences.find(({ rung }) => rung === 'missing');
      const differences = evidenceOf(subject, form, missing ? [missing] : verdict.differences);
      return { verdict: 'different', rung: verdict.rung, fails, differences };
    }
    case 'absent':
    case 'unstable': {
      // What an old server says first is why all the rest is other.
      const shown = verdict.differences.slice(0, verdict.kind === 'absent' ? 1 : undefined);
      const differences = evidenceOf(subject, form, shown);
      return { verdict: verdict.kind, why: verdict.why, differences };
    }
  }
}

function evidenceOf(
  subject: Case,
  form: Form,
  differences: readonly StepDifference[],
): Difference[] {
  return differences.map((difference) => differenceRecord(subject, form, difference));
}
