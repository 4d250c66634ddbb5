/** The case as it is, in one write: what `pipeline` means, and how most plain cases are sent. */
import type { Case, Step } from '../../suite/case.ts';
import { commandName } from '../../suite/command.ts';
import type { ByteString } from '../../wire/reply.ts';
import { answered, type Lifted } from './lifted.ts';

/** `undefined` when some step has no bytes before the replies to earlier ones are in. */
export function inOneWrite({ steps }: Case): Lifted | undefined {
  const bytes = steps.map((step) => (step.kind === 'send' ? step.command.bytes : undefined));
  if (bytes.includes(undefined)) return undefined;
  return {
    bytes: bytes.join(''),
    replies: steps.length,
    read: (arrivals, elapsedMs) => arrivals.map((arrival) => answered(arrival, elapsedMs)),
  };
}

/** Whether other cases may follow on the same connection, before the first reply has come. */
export function leavesNoTrace({ steps }: Case): boolean {
  return steps.every(canFollowAtOnce);
}

function canFollowAtOnce(step: Step): boolean {
  return (
    step.kind === 'send' &&
    step.on === 'main' &&
    !step.pending &&
    step.contract.closed === undefined &&
    !LEAVES_TRACES.has(commandName(step.command) ?? '')
  );
}

/**
 * Commands that change their connection, wait, or end it: what follows them on the same connection
 * would not be the case that it says it is.
 */
const LEAVES_TRACES: ReadonlySet<ByteString> = new Set(
  `asking auth blmove blmpop blpop brpop brpoplpush bzmpop bzpopmax bzpopmin client debug discard exec
  failover hello monitor multi psubscribe psync punsubscribe quit readonly readwrite replicaof reset
  select shutdown slaveof ssubscribe subscribe sunsubscribe swapdb sync unsubscribe unwatch wait waitaof
  watch xread xreadgroup`.split(/\s+/),
);
