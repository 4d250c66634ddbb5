/**
 * `npm run bench:reference`: the reference server beside a real one, under redis-benchmark.
 *
 *   npm run bench:reference -- --target redis@7.0 --rounds 5 --only GET,ZADD
 *
 * The two take turns, and a ratio is taken within each round: a shared machine slows both. Prints
 * figures and asserts none of them.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { driverSettings } from '../../harness/cli/environment.ts';
import { onInterrupt } from '../../harness/cli/interrupt.ts';
import { loadCatalog } from '../../targets/catalog-files.ts';
import { createDrivers } from '../../targets/drivers.ts';
import { surveyMachine } from '../../targets/survey.ts';
import type { Address } from '../../targets/target.ts';
import { spread } from '../rounds.ts';
import { startTarget } from '../target.ts';
import { Contestant, type Figure } from './contestant.ts';
import { OPERATIONS, type Operation } from './operations.ts';

const HELP = `npm run bench:reference -- [--target <name>] [--rounds <n>] [--only <names>]

  --target   the real server (default: debian:redis@7.0)
  --rounds   how often each operation is measured on both (default: 3)
  --only     some of ${OPERATIONS.map(({ name }) => name).join(', ')}
`;

const PIPELINES = [1, 16] as const;
/** About a second each. */
const REQUESTS = { 1: 60_000, 16: 400_000 } as const;
const SMALL_KEYS = 500_000;

interface Pair {
  readonly reference: Contestant;
  readonly real: Contestant;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      target: { type: 'string', default: 'debian:redis@7.0' },
      rounds: { type: 'string', default: '3' },
      only: { type: 'string', default: '' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  using interrupt = onInterrupt((line) => process.stderr.write(`${line}\n`));
  const catalog = await loadCatalog();
  const settings = driverSettings();
  const machine = await surveyMachine(catalog, settings);
  const drivers = createDrivers(catalog, settings);
  const { signal } = interrupt;
  await using target = await startTarget(values.target, catalog, machine, drivers, signal);
  await using served = await serve();
  const pair = {
    reference: await Contestant.at(served.address),
    real: await Contestant.at(target.address),
  };
  // First of all, for memory that a process has once had it may keep.
  const memory = await memoryLine(pair);
  const names = values.only === '' ? undefined : values.only.split(',');
  process.stdout.write(
    `reference beside ${target.spec.name}, 50 clients, ${values.rounds} rounds: median (lowest to highest)\n${memory}\n\n${HEADING}\n`,
  );
  for (const operation of OPERATIONS.filter(({ name }) => names?.includes(name) ?? true)) {
    for (const pipeline of PIPELINES) {
      if (signal.aborted) return;
      process.stdout.write(`${await measured(operation, pipeline, Number(values.rounds), pair)}\n`);
    }
  }
}

const HEADING = row('', 'ops/s', 'of the real', 'aim', 'CPU µs', 'real');

async function measured(
  operation: Operation,
  pipeline: 1 | 16,
  rounds: number,
  pair: Pair,
): Promise<string> {
  const figures: { reference: Figure; real: Figure }[] = [];
  for (let round = 0; round < rounds; round++) {
    figures.push({
      reference: await one(operation, pipeline, pair.reference),
      real: await one(operation, pipeline, pair.real),
    });
  }
  const ratio = spread(figures.map(({ reference, real }) => reference.perSecond / real.perSecond));
  const median = (pick: (figure: (typeof figures)[number]) => number) =>
    spread(figures.map(pick)).median;
  const aim = operation.aims[pipeline === 1 ? 0 : 1];
  return row(
    `${operation.name} P=${pipeline}`,
    median(({ reference }) => reference.perSecond).toFixed(0),
    `${ratio.median.toFixed(2)} (${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)})`,
    aim === undefined ? '' : `≥ ${aim}`,
    median(({ reference }) => reference.cpuMicros).toFixed(1),
    median(({ real }) => real.cpuMicros).toFixed(1),
  );
}

async function one(
  { command, before = [] }: Operation,
  pipeline: 1 | 16,
  contestant: Contestant,
): Promise<Figure> {
  await contestant.ask(['FLUSHALL']);
  for (const first of before) {
    await contestant.under({ command: first.command, requests: first.times, pipeline: 16 });
  }
  return contestant.under({ command, requests: REQUESTS[pipeline], pipeline });
}

async function memoryLine({ reference, real }: Pair): Promise<string> {
  const [ours, theirs] = [await bytesPerKey(reference), await bytesPerKey(real)];
  return `memory per small key: ${ours.toFixed(0)} bytes, real ${theirs.toFixed(0)}: ${(ours / theirs).toFixed(1)} times (aim: at most 3)`;
}

/** What the process grows by, for keys of 16 characters with a value of 3. */
async function bytesPerKey(contestant: Contestant): Promise<number> {
  await contestant.ask(['FLUSHALL']);
  const before = await contestant.residentBytes();
  const script = `for i = 1, ${SMALL_KEYS} do redis.call('SET', string.format('key:%012d', i), 'xxx') end`;
  await contestant.ask(['EVAL', script, '0']);
  const grown = (await contestant.residentBytes()) - before;
  await contestant.ask(['FLUSHALL']);
  return grown / SMALL_KEYS;
}

/** The reference server in a process of its own, as `samewire serve` starts it. */
async function serve(): Promise<AsyncDisposable & { readonly address: Address }> {
  const command = new URL('../../../bin/samewire.js', import.meta.url).pathname;
  const child = spawn(process.execPath, [command, 'serve', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const port = Number(/:(\d+)$/.exec(line)?.[1]);
  return {
    address: { host: '127.0.0.1', port },
    [Symbol.asyncDispose]: async () => {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}

function row(...[name = '', ...columns]: string[]): string {
  return `${name.padEnd(16)}${columns.map((text) => text.padStart(20)).join('')}`;
}

await main();
