/** The command line as a user has it: a process of its own, its exit code and what it printed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { packageRoot } from '../package.ts';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  /** Resolves when stderr has said this. */
  said(text: RegExp): Promise<void>;
  readonly ended: Promise<Ran>;
}

export interface Place {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

const BIN = join(packageRoot, 'bin', 'samewire.js');

export function start(args: readonly string[], { cwd, env = {} }: Place): Running {
  const { NO_COLOR, FORCE_COLOR, ...inherited } = process.env;
  const child = spawn(process.execPath, [BIN, ...args], { cwd, env: { ...inherited, ...env } });
  const out = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      out[stream] += text;
    });
  }
  const ended = once(child, 'close').then(([code]) => ({ code, ...out }));
  const said = async (text: RegExp): Promise<void> => {
    while (!text.test(out.stderr)) {
      if (child.exitCode !== null) throw new Error(`ended without saying ${text}:\n${out.stderr}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  return { child, said, ended };
}

export function samewire(args: readonly string[], place: Place): Promise<Ran> {
  return start(args, place).ended;
}
