/** When a script's command may not write. Once a script has written, nothing stops it halfway. */
import type { Command } from '../../command-table.ts';
import { OUT_OF_MEMORY } from '../../errors.ts';
import { lacksReplicas } from '../../refusal.ts';
import type { RunningScript } from '../running.ts';

/** The error text, or `undefined` when the command may run. */
export function writeRefusal(running: RunningScript, { flags }: Command): string | undefined {
  if (running.readOnly && (flags.has('write') || flags.has('may_replicate'))) {
    return 'ERR Write commands are not allowed from read-only scripts.';
  }
  if (running.wrote) return undefined;
  const { core } = running.caller;
  const replicas = flags.has('write') ? lacksReplicas(core) : undefined;
  if (replicas !== undefined) return replicas;
  return core.outOfMemory && flags.has('denyoom') && !running.allowOom ? OUT_OF_MEMORY : undefined;
}
