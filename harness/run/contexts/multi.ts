/**
 * The case inside MULTI/EXEC.
 *
 * The replies of the steps are the elements of EXEC's. A command that is refused when it is queued has
 * its reply there and then, and by https://redis.io/docs/latest/develop/using-commands/transactions/
 * the transaction is discarded: EXEC replies EXECABORT, and no other step has a reply to judge.
 */
import type { Case } from '../../suite/case.ts';
import type { Arrival } from '../../wire/connection.ts';
import { encode, encodeCommand } from '../../wire/encode.ts';
import type { Observation } from '../../wire/observation.ts';
import type { ByteString, Protocol, Reply } from '../../wire/reply.ts';
import { answered, type Lifted } from './lifted.ts';
import { inOneWrite } from './plain.ts';

const MULTI = encodeCommand(['MULTI']);
const EXEC = encodeCommand(['EXEC']);

/** `undefined` when some step has no bytes before the replies to earlier ones are in. */
export function inMulti(subject: Case): Lifted | undefined {
  const plain = inOneWrite(subject);
  if (plain === undefined || plain.replies !== subject.steps.length) return undefined;
  return {
    bytes: MULTI + plain.bytes + EXEC,
    replies: plain.replies + 2,
    lead: 1,
    read: readTransaction,
  };
}

/** MULTI's reply, then one for each step, then EXEC's. */
function readTransaction(
  arrivals: readonly Arrival[],
  elapsedMs: number,
  protocol: Protocol,
): Observation[] {
  const [multi, exec] = [arrivals[0] as Arrival, arrivals.at(-1) as Arrival];
  const queueing = arrivals.slice(1, -1);
  // Without a transaction the commands ran as they are: that says nothing of this context.
  if (!isStatus(multi, 'OK')) {
    return queueing.map((_, i) => answered(i === 0 ? multi : NOT_BEGUN, elapsedMs));
  }
  const results = itemsOf(exec);
  const wasRefused = queueing.some((arrival) => !isQueued(arrival));
  let next = 0;
  const observations = queueing.map((arrival) => {
    if (!isQueued(arrival)) return answered(arrival, elapsedMs);
    if (results === undefined) return answered(wasRefused ? DISCARDED : exec, elapsedMs);
    const result = results[next++];
    return answered(result === undefined ? MISSING : asArrival(result, protocol), elapsedMs);
  });
  // Carried out in spite of a refusal, or more results than commands: the last step bears it.
  const unasked = results !== undefined && (wasRefused || results.length > next);
  const last = observations.length - 1;
  return observations.map((seen, i) => (unasked && i === last ? { ...seen, extra: [exec] } : seen));
}

const DISCARDED = {
  kind: 'not-reached',
  why: 'the transaction was discarded for another of its commands',
} as const;

const NOT_BEGUN = { kind: 'not-reached', why: 'MULTI did not begin a transaction' } as const;

const MISSING = {
  kind: 'malformed',
  problem: 'EXEC replied fewer results than commands',
  raw: new Uint8Array(),
} as const;

function itemsOf(exec: Arrival): readonly Reply[] | undefined {
  return exec.kind === 'reply' && exec.reply.type === 'array' ? exec.reply.items : undefined;
}

function isQueued(arrival: Arrival): boolean {
  return isStatus(arrival, 'QUEUED');
}

function isStatus(arrival: Arrival, text: ByteString): boolean {
  return arrival.kind === 'reply' && arrival.reply.type === 'status' && arrival.reply.text === text;
}

/** An element of EXEC's reply; its bytes are those that it had there. */
function asArrival(reply: Reply, protocol: Protocol): Arrival {
  return {
    kind: 'reply',
    reply,
    // Written down only where something differs.
    get raw() {
      return Buffer.from(encode(reply, protocol), 'latin1');
    },
  };
}
