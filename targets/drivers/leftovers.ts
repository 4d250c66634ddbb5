/**
 * The last resort against servers that outlive Samewire: whatever is still registered when this
 * process exits is killed, and its folder removed. Disposing a target is the proper way.
 */
import { rmSync } from 'node:fs';

interface Leftover {
  readonly folder: string;
  pid?: number | undefined;
}

const leftovers = new Set<Leftover>();

/** Registers a server; `pid` may be set and changed as it is (re)started. */
export function mayBeLeftOver(leftover: Leftover): Leftover {
  if (leftovers.size === 0) process.once('exit', removeAll);
  leftovers.add(leftover);
  return leftover;
}

/** It is gone by the proper way. */
export function isGone(leftover: Leftover): void {
  leftovers.delete(leftover);
  if (leftovers.size === 0) process.off('exit', removeAll);
}

function removeAll(): void {
  for (const { pid, folder } of leftovers) {
    if (pid !== undefined) killGroup(pid);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Kills a server and the children that it forked to save; one that is gone already is fine. */
export function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
