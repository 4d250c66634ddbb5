/** Why a script may not begin. Scripts that declare nothing are let in and checked as they go. */
import type { Core } from '../core.ts';
import { lacksReplicas } from '../refusal.ts';
import type { ScriptCall } from './running.ts';

/** The error text, or `undefined` when the script may run. */
export function refusalToStart({ flags, readOnly }: ScriptCall, core: Core): string | undefined {
  if (flags === undefined || flags.has('no-writes')) return undefined;
  if (readOnly) return 'ERR Can not execute a script with write flag using *_ro command.';
  const replicas = lacksReplicas(core);
  if (replicas !== undefined) return replicas;
  // Requests are refused before that; this script came to be within the same transaction.
  return core.outOfMemory && !flags.has('allow-oom') ? NO_ALLOW_OOM : undefined;
}

const NO_ALLOW_OOM =
  "OOM allow-oom flag is not set on the script, can not run it when used memory > 'maxmemory'";
