/** The bytes of cases that can be sent whole, before their first reply has come. */
import type { Case, Step } from '../suite/case.ts';
import { commandName } from '../suite/command.ts';
import type { ByteString } from '../wire/reply.ts';

/**
 * Commands that change their connection, wait, or end it: what follows them on the same connection
 * would not be the case that it says it is.
 */
const LEAVES_TRACES: ReadonlySet<string> = new Set(
  `asking auth blmove blmpop blpop brpop brpoplpush bzmpop bzpopmax bzpopmin client debug discard exec
  failover hello monitor multi psubscribe psync punsubscribe quit readonly readwrite replicaof reset
  select shutdown slaveof ssubscribe subscribe sunsubscribe swapdb sync unsubscribe unwatch wait waitaof
  watch xread xreadgroup`.split(/\s+/),
);

/** Every target gets the same bytes in both protocols, so they are put together once. */
const WRITES = new WeakMap<Case, ByteString>();

/** All that the case sends; `undefined` when a step has to wait for what came before it. */
export function oneWrite(subject: Case): ByteString | undefined {
  const known = WRITES.get(subject);
  if (known !== undefined) return known;
  const bytes: ByteString[] = [];
  for (const step of subject.steps) {
    if (!canFollowAtOnce(step)) return undefined;
    bytes.push(step.command.bytes);
  }
  const whole = bytes.join('');
  WRITES.set(subject, whole);
  return whole;
}

type Ready = Extract<Step, { kind: 'send' }> & { readonly command: { readonly bytes: ByteString } };

function canFollowAtOnce(step: Step): step is Ready {
  return (
    step.kind === 'send' &&
    step.on === 'main' &&
    !step.pending &&
    step.command.bytes !== undefined &&
    step.contract.closed === undefined &&
    !LEAVES_TRACES.has(commandName(step.command) ?? '')
  );
}
