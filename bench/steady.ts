/**
 * `npm run steady`: the same run again and again, to see whether it says the same each time.
 *
 *   npm run steady -- --runs 10 --contexts all --targets reference,debian:valkey@9.1
 *
 * Each run is the command that a user types, with servers started anew. Exit code 0 when every run
 * ended as expected and all result documents are equal but for their times.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../harness/cli/package.ts';

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
  /** The written document line by line, but for the times. */
  readonly lines: readonly string[];
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
    const other = first === undefined ? [] : differing(first.lines, run.lines);
    steady &&= run.exitCode === 0 && other.length === 0;
    first ??= run;
    const same = other.length === 0 ? 'the same' : `${other.length} lines are others`;
    process.stdout.write(
      `run ${i}: ${run.seconds.toFixed(1)} s, exit code ${run.exitCode}, ${run.lines.length} lines, ${same}\n`,
    );
    for (const line of other.slice(0, SHOWN_MAX)) process.stdout.write(`  ${line.slice(0, 300)}\n`);
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
    const lines = text.split('\n').filter((line) => !line.startsWith('"times"'));
    return { seconds: (performance.now() - began) / 1000, exitCode, lines };
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

/** What the one has and the other has not. */
function differing(theirs: readonly string[], ours: readonly string[]): string[] {
  const known = new Set(theirs);
  return ours.filter((line) => !known.has(line));
}

process.exitCode = await main();
