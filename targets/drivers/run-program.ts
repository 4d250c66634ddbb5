import { execFile } from 'node:child_process';

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

// apt lists a few hundred lines at most.
const OUTPUT_BYTES_MAX = 4 * 1024 * 1024;

/**
 * Runs a program to its end. A failing one is an answer, with its exit code; only what could not be
 * run, or not in time, rejects.
 */
export function runProgram(
  command: string,
  args: readonly string[],
  { timeoutMs, signal }: RunOptions,
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    execFile(
      command,
      args,
      { timeout: timeoutMs, maxBuffer: OUTPUT_BYTES_MAX, ...(signal ? { signal } : {}) },
      (error, stdout, stderr) => {
        if (error === null) resolve({ code: 0, stdout, stderr });
        else if (typeof error.code === 'number') resolve({ code: error.code, stdout, stderr });
        else if (error.killed)
          reject(new Error(`${command} took more than ${timeoutMs} ms`, { cause: error }));
        else reject(error);
      },
    );
  });
}
