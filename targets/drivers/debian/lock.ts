import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Holds a lock on a file while `work` runs, against other calls and other processes alike.
 *
 * The kernel keeps it, through flock(1): a holder that dies loses it, so none is ever stale.
 */
export async function withLock<T>(
  file: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  // cat ends, and with it the lock, when its input does: when we let go, or die.
  const holder = spawn('flock', [file, 'sh', '-c', 'echo held; exec cat >/dev/null'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const ended = once(holder, 'close');
  try {
    const held = once(holder.stdout, 'data', signal ? { signal } : {});
    const first = await Promise.race([held, ended]);
    if (holder.exitCode !== null && first.length !== 1) {
      throw new Error(`flock could not lock ${file} (exit code ${holder.exitCode})`);
    }
    return await work();
  } finally {
    holder.stdin.end();
    if (signal?.aborted) killWaiting(holder.pid);
    await ended;
  }
}

/** One that still waits for the lock does not read its input, so it has to be killed. */
function killWaiting(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
