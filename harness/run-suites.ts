/**
 * The main job from end to end: suites and targets in, result document out.
 *
 * Every target starts, runs all cells and stays up until everything is judged; then each cell that
 * differs runs once more, alone, so that a difference in the document is one that came back. All
 * servers are gone when this resolves or rejects.
 */
import { cpus } from 'node:os';
import type { Catalog } from '../targets/catalog.ts';
import { identify, infoFields } from '../targets/identity.ts';
import type { Driver, RunningTarget, TargetSpec } from '../targets/target.ts';
import type { PolicyName } from './compare/rung.ts';
import {
  confirmed,
  type Judged,
  judge,
  needsNoRepeat,
  type Outcome,
  selfDisagreement,
} from './compare/verdict.ts';
import { buildDocument, type JudgedRow, listClaims } from './results/build.ts';
import type { ResultDocument, TargetRecord } from './results/document.generated.ts';
import { ask } from './run/ask.ts';
import type { Limits } from './run/limits.ts';
import { listedCommands } from './run/listed-commands.ts';
import { type PlannedCell, plan } from './run/plan.ts';
import {
  type Outcomes,
  repeatOnTarget,
  runOnTarget,
  type TargetRunOptions,
} from './run/target-run.ts';
import type { Context, Suite } from './suite/case.ts';
import { formOf } from './suite/contexts.ts';
import type { Protocol } from './wire/reply.ts';

export interface RunSuitesOptions {
  readonly suites: readonly Suite[];
  readonly targets: readonly { readonly spec: TargetSpec; readonly driver: Driver }[];
  readonly catalog: Catalog;
  readonly contexts: readonly Context[];
  readonly protocols: readonly Protocol[];
  readonly policy: PolicyName;
  /** `contract`, or the name of one of the targets. */
  readonly baseline: string;
  /** Samewire's own version. */
  readonly version: string;
  readonly limits: Limits;
  /** Milliseconds that never go back. */
  readonly now: () => number;
  readonly date: Date;
  readonly signal: AbortSignal;
  /** Endpoints may hold other keys than ours. */
  readonly nonEmpty: boolean;
  /** Runs every cell twice, and calls unstable what was not the same both times (A/A). */
  readonly twice?: boolean;
  readonly onEvent: (event: RunEvent) => void;
}

export type RunEvent =
  | { readonly kind: 'starting'; readonly target: string; readonly doing: string }
  | { readonly kind: 'running'; readonly target: string; readonly cells: number }
  | { readonly kind: 'cell'; readonly target: string }
  | { readonly kind: 'failed'; readonly target: string; readonly why: string }
  /** The target answers no more, and what is left of its cells is blocked. */
  | { readonly kind: 'given-up'; readonly target: string; readonly why: string }
  /** The server, or what it left, could not be removed. */
  | { readonly kind: 'left-behind'; readonly target: string; readonly why: string }
  | { readonly kind: 'repeating'; readonly target: string; readonly cells: number };

/** A target that is up, or why it is not. */
interface Contender {
  readonly record: TargetRecord;
  readonly level: Readonly<Record<string, string>>;
  readonly commands: ReadonlySet<string>;
  /** Runs cells, many at a time. */
  readonly run: (cells: readonly PlannedCell[]) => Promise<Outcomes>;
  /** Runs cells again, each alone; gives none when the target is tested no further. */
  readonly repeat: (cells: readonly PlannedCell[]) => Promise<Outcomes>;
}

/** What a contender made of the cells at hand. */
interface Contribution extends Contender {
  readonly outcomes: Outcomes;
}

export async function runSuites(options: RunSuitesOptions): Promise<ResultDocument> {
  const began = options.now();
  const cells = plan(options.suites, options);
  await using servers = new AsyncDisposableStack();
  // Waits on a server end at once when the server does.
  options.signal.addEventListener('abort', () => void servers.disposeAsync(), { once: true });
  const starting = options.targets.map((target) => contend(target, cells.length, options, servers));
  // What one of them throws is thrown when it is waited for, and not before.
  for (const start of starting) start.catch(() => undefined);
  // Written down while the servers start.
  const claims = listClaims(options.suites);
  const rows: JudgedRow[] = [];
  for (const part of partsOf(cells, options.contexts)) {
    rows.push(...(await runPart(part, starting, options)));
  }
  const contenders = await Promise.all(starting);
  return buildDocument({
    version: options.version,
    machine: { os: process.platform, arch: process.arch, cpus: cpus().length },
    policy: options.policy,
    baseline: options.baseline,
    claims,
    targets: contenders.map(({ record }) => record),
    rows: rows.toSorted((a, b) => a.row - b.row),
    startedAt: options.date.toISOString(),
    durationMs: options.now() - began,
  });
}

/** One context after the other: what was seen in one is judged and let go before the next begins. */
function partsOf(
  cells: readonly PlannedCell[],
  contexts: readonly Context[],
): (readonly PlannedCell[])[] {
  return contexts
    .map((context) => cells.filter((cell) => cell.context === context))
    .filter((part) => part.length > 0);
}

async function runPart(
  cells: readonly PlannedCell[],
  starting: readonly Promise<Contender>[],
  options: RunSuitesOptions,
): Promise<JudgedRow[]> {
  const contributions = await Promise.all(
    starting.map(async (start): Promise<Contribution> => {
      const contender = await start;
      return { ...contender, outcomes: await contender.run(cells) };
    }),
  );
  const first = judgeAll(cells, contributions, options);
  const confirmed = await repeatDifferences(first, cells, contributions, options);
  if (options.twice !== true || options.signal.aborted) return confirmed;
  return heldToThemselves(confirmed, cells, contributions, options);
}

async function heldToThemselves(
  rows: readonly JudgedRow[],
  cells: readonly PlannedCell[],
  contributions: readonly Contribution[],
  { signal }: RunSuitesOptions,
): Promise<JudgedRow[]> {
  const again = await Promise.all(
    contributions.map(async (one) => ({ ...one, outcomes: await one.run(cells) })),
  );
  return rows.map((row) => {
    const [first, second] = [contributions, again].map((turn) => judgedAt(row.row, turn, signal));
    const form = formOf(row.context, row.protocol);
    const verdicts = row.verdicts.map(
      (verdict, at) =>
        selfDisagreement(row.subject, form, first?.[at] as Judged, second?.[at] as Judged) ??
        verdict,
    );
    return { ...row, verdicts };
  });
}

async function contend(
  { spec, driver }: RunSuitesOptions['targets'][number],
  cells: number,
  options: RunSuitesOptions,
  servers: AsyncDisposableStack,
): Promise<Contender> {
  const { signal, onEvent } = options;
  const onProgress = (doing: string) => onEvent({ kind: 'starting', target: spec.name, doing });
  onProgress('starting');
  let target: RunningTarget;
  try {
    target = await driver.start(spec, { signal, onProgress });
    await own(servers, target, options);
  } catch (error) {
    const why = (error as Error).message;
    onEvent({ kind: 'failed', target: spec.name, why });
    const none = () => Promise.resolve(new Map());
    return {
      record: blockedRecord(spec, why),
      level: {},
      commands: new Set(),
      run: none,
      repeat: none,
    };
  }
  const introduced = await introduce(target, options);
  onEvent({ kind: 'running', target: spec.name, cells });
  const told = new Set<number>();
  let over: string | undefined;
  const runOptions: TargetRunOptions = {
    ...options,
    startDedicated: (config) => driver.start(spec, { signal, config }),
    onCell: (row) => {
      if (!told.has(row)) onEvent({ kind: 'cell', target: spec.name });
      told.add(row);
    },
    onGiveUp: (why) => {
      if (over === undefined) onEvent({ kind: 'given-up', target: spec.name, why });
      over ??= why;
    },
  };
  return {
    ...introduced,
    run: async (some) =>
      over === undefined ? runOnTarget(target, some, runOptions) : blocked(some, over),
    repeat: async (some) =>
      over === undefined ? repeatOnTarget(target, some, runOptions) : new Map(),
  };
}

function blocked(cells: readonly PlannedCell[], why: string): Outcomes {
  return new Map(cells.map(({ row }) => [row, { kind: 'blocked', why }]));
}

/** Leaves the server to be removed at the end, whatever that end is; what it brought is not lost by it. */
async function own(
  servers: AsyncDisposableStack,
  target: RunningTarget,
  { signal, onEvent }: RunSuitesOptions,
): Promise<void> {
  const remove = async (): Promise<void> => {
    try {
      await target[Symbol.asyncDispose]();
    } catch (error) {
      onEvent({ kind: 'left-behind', target: target.spec.name, why: (error as Error).message });
    }
  };
  if (!servers.disposed) {
    servers.defer(remove);
    return;
  }
  // It came up while an interrupt took the others down.
  await remove();
  signal.throwIfAborted();
}

function blockedRecord(spec: TargetSpec, blocked: string): TargetRecord {
  return {
    name: spec.name,
    driver: spec.driver,
    product: spec.product ?? 'unknown',
    version: spec.version ?? '',
    startedAs: '',
    identity: {},
    blocked,
  };
}

/** Who the server says it is. */
async function introduce(
  target: RunningTarget,
  { catalog, limits }: RunSuitesOptions,
): Promise<Pick<Contender, 'record' | 'level' | 'commands'>> {
  const { spec } = target;
  const [info] = await ask(target.address, 0, limits, [['INFO', 'server']]);
  const text = info !== undefined && 'text' in info ? info.text : '';
  const known = identify(text, catalog);
  const version = known?.version ?? infoFields(text).get('redis_version') ?? spec.version ?? '';
  const product = known?.product ?? spec.product ?? 'unknown';
  return {
    commands: await listedCommands(target.address, limits),
    level: known?.level ?? { [product]: version },
    record: {
      name: spec.name,
      driver: spec.driver,
      product,
      version,
      startedAs: target.startedAs,
      identity: stableFields(text),
    },
  };
}

/** The fields that tell one server from another and are the same each time it starts. */
function stableFields(info: string): Record<string, string> {
  const fields = [...infoFields(info)].filter(([name]) =>
    /(?:_version|^server_name|_mode|^arch_bits|_build_id|_git_sha1|_release_stage|allocator)$/.test(
      name,
    ),
  );
  return Object.fromEntries(fields);
}

function judgeAll(
  cells: readonly PlannedCell[],
  contenders: readonly Contribution[],
  { baseline, signal }: RunSuitesOptions,
): JudgedRow[] {
  return cells.map(({ row, subject, context, protocol }) => ({
    row,
    subject,
    context,
    protocol,
    verdicts: judge(
      subject,
      formOf(context, protocol),
      judgedAt(row, contenders, signal),
      baseline,
    ),
    tookMs: contenders.map(({ outcomes }) => tookMs(outcomes, row)),
  }));
}

function judgedAt(row: number, contenders: readonly Contribution[], signal: AbortSignal): Judged[] {
  return contenders.map(({ record, level, commands, outcomes }) => ({
    ...record,
    level,
    commands,
    outcome: outcomeAt(outcomes, row, record, signal),
  }));
}

function outcomeAt(
  outcomes: Outcomes,
  row: number,
  { blocked }: TargetRecord,
  signal: AbortSignal,
): Outcome {
  if (blocked !== undefined) return { kind: 'blocked', why: blocked };
  const outcome = outcomes.get(row);
  if (outcome !== undefined) return outcome;
  const why = signal.aborted ? 'the run was interrupted before it' : 'it was never reached';
  return { kind: 'skipped', why };
}

function tookMs(outcomes: Outcomes, row: number): number {
  const outcome = outcomes.get(row);
  return outcome?.kind === 'observed' ? outcome.tookMs : 0;
}

/** Runs what differs once more on each target, and keeps only what comes back the same. */
async function repeatDifferences(
  first: readonly JudgedRow[],
  cells: readonly PlannedCell[],
  contenders: readonly Contribution[],
  options: RunSuitesOptions,
): Promise<JudgedRow[]> {
  if (options.signal.aborted) return [...first];
  const doubted = cells.filter((_, i) => first[i]?.verdicts.some((one) => !needsNoRepeat(one)));
  const verdicts = new Map(first.map((row) => [row.row, row.verdicts]));
  const repeated = await Promise.all(
    contenders.map((contender, at) => {
      const own = doubted.filter(({ row }) => {
        const verdict = verdicts.get(row)?.[at];
        return verdict !== undefined && !needsNoRepeat(verdict);
      });
      return repeatOn(contender, own, options);
    }),
  );
  const again = new Map(judgeAll(doubted, repeated, options).map((row) => [row.row, row]));
  return first.map((row) => ({
    ...row,
    verdicts: row.verdicts.map((verdict, at) => {
      const second = again.get(row.row)?.verdicts[at];
      return second === undefined ? verdict : confirmed(verdict, second);
    }),
  }));
}

async function repeatOn(
  contender: Contribution,
  cells: readonly PlannedCell[],
  { onEvent }: RunSuitesOptions,
): Promise<Contribution> {
  if (cells.length === 0) return contender;
  onEvent({ kind: 'repeating', target: contender.record.name, cells: cells.length });
  const outcomes = new Map([...contender.outcomes, ...(await contender.repeat(cells))]);
  return { ...contender, outcomes };
}
