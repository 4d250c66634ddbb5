/**
 * `npm run steady`: the same run again and again, to see whether it says the same each time.
 *
 *   npm run steady -- --runs 10 --contexts all --targets reference,debian:valkey@9.1
 *
 * Each run is the command that a user types, with servers started anew. Exit code 0 when every run
 * ended as expected (nothing unexplained, nothing stale) and all verdicts are equal; where only
 * evidence is another, that is said.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../harness/cli/package.ts';
import { steadyRows, verdictRows } from '../harness/results/steady-rows.ts';
import { readDocument } from '../harness/results/text.ts';

const TARGETS = [
  'reference',
  ...['redis@6.0', 'redis@7.0', 'redis@8.0', 'redis@8.6'].map((name) => `debian:${name}`),
  ...['valkey@8.0', 'valkey@8.1', 'valkey@9.1', 'redict@7.3'].map((name) => `debian:${name}`),
];

// Enough to see what comes and goes.
const SHOWN_MAX = 20;

interface Run {
  readonly seconds: number;
  /** As a shell tells it; 0 is as expected. */
  readonly exitCode: number;
  readonly verdicts: readonly string[];
  /** With their evidence. */
  readonly rows: readonly string[];
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '10' },
      contexts: { type: 'string', default: 'plain' },
      targets: { type: 'string', default: TARGETS.join() },
    },
  });
  const { contexts, targets } = values;
  let first: Run | undefined;
  let steady = true;
  for (let i = 1; i <= Number(values.runs); i++) {
    const run = await runOnce(['--contexts', contexts, '--targets', targets]);
    const verdicts = differing(first?.verdicts ?? run.verdicts, run.verdicts);
    const evidence = differing(first?.rows ?? run.rows, run.rows);
    steady &&= run.exitCode === 0 && verdicts.length === 0;
    first ??= run;
    process.stdout.write(
      `run ${i}: ${run.seconds.toFixed(1)} s, exit code ${run.exitCode}, ${run.rows.length} rows: ` +
        `${verdicts.length} other verdicts, ${evidence.length} rows with other evidence\n`,
    );
    for (const line of [...verdicts, ...evidence].slice(0, SHOWN_MAX)) {
      process.stdout.write(`  ${line.slice(0, 300)}\n`);
    }
  }
  process.stdout.write(steady ? 'Steady.\n' : 'Not steady.\n');
  return steady ? 0 : 1;
}

async function runOnce(words: readonly string[]): Promise<Run> {
  const out = await mkdtemp(join(tmpdir(), 'samewire-steady-'));
  const began = performance.now();
  try {
    const bin = join(packageRoot, 'bin', 'samewire.js');
    const exitCode = await ended([bin, 'run', '--quiet', '--out', out, ...words]);
    const text = await readFile(join(out, 'samewire.results.json'), 'utf8');
    const seconds = (performance.now() - began) / 1000;
    const document = readDocument(text);
    return { seconds, exitCode, verdicts: verdictRows(document), rows: steadyRows(document) };
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/** Runs Node with these words, and shows of what it says only what goes wrong. */
function ended(words: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** The lines of ours that are not theirs, place by place. */
function differing(theirs: readonly string[], ours: readonly string[]): string[] {
  return ours.filter((line, i) => line !== theirs[i]);
}

process.exitCode = await main();
