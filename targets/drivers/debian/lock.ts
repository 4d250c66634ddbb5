import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { killGroup } from '../kill-group.ts';

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
    // One that still waits for the lock does not read its input, so it would go on waiting.
    if (signal?.aborted && holder.pid !== undefined) killGroup(holder.pid);
    await ended;
  }
}
