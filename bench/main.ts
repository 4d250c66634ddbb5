/**
 * `npm run bench`: what the harness costs, beside the limit and beside a script without a harness.
 *
 *   npm run bench -- --target redis@8.0 --rounds 9 --json
 *
 * Starts one real server on loopback and stops it again. Prints figures and asserts none of them: a
 * shared machine would fail for its neighbours.
 */
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { driverSettings } from '../harness/cli/environment.ts';
import { EXIT, UsageError } from '../harness/cli/exit-code.ts';
import { onInterrupt } from '../harness/cli/interrupt.ts';
import { shippedSuites } from '../harness/cli/package.ts';
import { ask } from '../harness/run/ask.ts';
import { LIMITS } from '../harness/run/limits.ts';
import { readSuites } from '../harness/suite/read-suites.ts';
import type { Catalog } from '../targets/catalog.ts';
import { loadCatalog } from '../targets/catalog-files.ts';
import { createDrivers } from '../targets/drivers.ts';
import { identify } from '../targets/identity.ts';
import { surveyMachine } from '../targets/survey.ts';
import { type RunningTarget, TargetError } from '../targets/target.ts';
import { bareSocket } from './bare-socket.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { asText, type Measurement } from './report.ts';
import { measure } from './rounds.ts';
import { samewire } from './samewire.ts';
import { startTarget } from './target.ts';
import { workloadOf } from './workload.ts';

// Seven turns each, with warming up, take about half a minute.
const ROUNDS = '7';
const TURN_MS = 1_200;
const WARM_UP_MS = 1_500;

const HELP = `npm run bench -- [--target <name>] [--rounds <n>] [--json]

  --target   a server that Samewire starts (default: debian:valkey@9.1, or the first real one here)
  --rounds   how often each way has its turn of a second (default: ${ROUNDS})
  --json     every figure of every round
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      target: { type: 'string' },
      rounds: { type: 'string', default: ROUNDS },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  const rounds = roundsIn(values.rounds);
  using interrupt = onInterrupt((line) => process.stderr.write(`${line}\n`));
  const catalog = await loadCatalog();
  const settings = driverSettings();
  const machine = await surveyMachine(catalog, settings);
  const drivers = createDrivers(catalog, settings);
  await using target = await startTarget(
    values.target,
    catalog,
    machine,
    drivers,
    interrupt.signal,
  );
  const measured = await measureOn(target, catalog, rounds, interrupt.signal);
  process.stdout.write(values.json ? `${JSON.stringify(measured, null, 2)}\n` : asText(measured));
}

function roundsIn(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new UsageError(`--rounds ${text} is no number of rounds`);
}

async function measureOn(
  target: RunningTarget,
  catalog: Catalog,
  rounds: number,
  signal: AbortSignal,
): Promise<Measurement> {
  const workload = workloadOf(await readSuites([shippedSuites]));
  const [before = 0] = loadavg();
  const harness = samewire(workload, target, await lineageOf(target, catalog), signal);
  await using limit = await bareSocket(workload, target);
  await using script = await oneAtATime(workload, target);
  const options = { rounds, turnMs: TURN_MS, warmUpMs: WARM_UP_MS, signal };
  const [ours = [], bare = [], ioredis = []] = await measure([harness, limit, script], options);
  const [after = 0] = loadavg();
  const results = harness.document?.results ?? [];
  return {
    target: `${target.spec.name} (${target.startedAs})`,
    cases: new Set(results.map((result) => result.case)).size,
    cells: workload.cells.length,
    differing: results.filter(({ cells }) => cells[0]?.verdict !== 'same').length,
    node: process.versions.node,
    cpus: availableParallelism(),
    load: [before, after],
    samewire: ours,
    bareSocket: bare,
    ioredis,
  };
}

async function lineageOf(target: RunningTarget, catalog: Catalog) {
  const [info] = await ask(target.address, 0, LIMITS, [['INFO', 'server']]);
  const known = identify(info !== undefined && 'text' in info ? info.text : '', catalog);
  return known ?? { product: 'unknown', version: '', level: {} };
}

try {
  await main();
} catch (error) {
  if (!(error instanceof TargetError || error instanceof UsageError)) throw error;
  process.stderr.write(`bench: ${error.message}. ${error.remedy ?? ''}\n`);
  process.exitCode = EXIT.wrongInput;
}
