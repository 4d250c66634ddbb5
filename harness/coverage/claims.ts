/** What a case claims of each command that it sends. */
import type { Argument, Case, Contract, Step } from '../suite/case.ts';
import { Decoder } from '../wire/decode.ts';
import type { ByteString, Reply } from '../wire/reply.ts';
import type { SentArgument } from './tokens-sent.ts';

export interface Claim {
  readonly argv: Argv;
  readonly outcome: Outcome;
}

export type Argv = readonly SentArgument[];

export type Outcome =
  | { readonly kind: 'success' }
  /** `text` is the whole text, or the code where the contract asks for no more. */
  | { readonly kind: 'error'; readonly text: string }
  /** Waits for EXEC: neither a success nor a failure yet. */
  | { readonly kind: 'queued' };

const SUCCESS: Outcome = { kind: 'success' };

/** The claims of the steps with a contract, in order; a step without one claims nothing. */
export function claimsOf({ steps }: Pick<Case, 'steps'>): Claim[] {
  /** Per connection, the commands whose reply a later step receives. */
  const awaited = new Map<string, Argv[]>();
  const claims = steps.flatMap((step): Claim[] => {
    const queue = awaited.get(step.on) ?? [];
    awaited.set(step.on, queue);
    const [first, ...others] = sentBy(step);
    const outcome = 'contract' in step ? outcomeOf(step.contract) : undefined;
    // Bytes that are no command await a reply as well.
    if ('pending' in step && step.pending) queue.push(first ?? []);
    queue.push(...others);
    const argv = step.kind === 'receive' && !isPush(step.contract) ? queue.shift() : first;
    return argv === undefined || outcome === undefined ? [] : [{ argv, outcome }];
  });
  // A reply that is still awaited at the end is claimed not to come.
  const silent = [...awaited.values()].flat().map((argv) => ({ argv, outcome: SUCCESS }));
  return [...claims, ...silent].filter(({ argv }) => argv.length > 0);
}

function sentBy(step: Step): Argv[] {
  if (step.kind === 'raw') return commandsIn(step.bytes);
  return 'command' in step ? [step.command.argv.map(knownBefore)] : [];
}

function knownBefore(argument: Argument): SentArgument {
  return typeof argument === 'string' ? argument : undefined;
}

/** The commands that the bytes hold as whole arrays of bulk strings. */
function commandsIn(bytes: ByteString): Argv[] {
  return new Decoder().push(Buffer.from(bytes, 'latin1')).flatMap((arrival) => {
    if (arrival.kind !== 'reply' || arrival.reply.type !== 'array') return [];
    const argv = arrival.reply.items.flatMap((item) => (item.type === 'bulk' ? [item.text] : []));
    return argv.length > 0 && argv.length === arrival.reply.items.length ? [argv] : [];
  });
}

/** Stands for a reply, to ask a matcher what it would rather have seen. */
const NOTHING: Reply = { type: 'status', text: '' };

function outcomeOf({ reply, bytes, closed }: Contract): Outcome | undefined {
  const wanted = reply?.[3].nearest(NOTHING, { elapsedMs: 0 });
  if (wanted?.type === 'error') return { kind: 'error', text: wanted.text };
  if (wanted?.type === 'status' && wanted.text === 'QUEUED') return { kind: 'queued' };
  const [, error] = /^-([^\r\n]*)/.exec(bytes ?? '') ?? [];
  if (error !== undefined) return { kind: 'error', text: error };
  const claims = wanted !== undefined || bytes !== undefined || closed === true;
  return claims ? SUCCESS : undefined;
}

/** What comes unasked takes no reply from those that are awaited. */
function isPush({ reply }: Contract): boolean {
  return reply?.[3].nearest(NOTHING, { elapsedMs: 0 }).type === 'push';
}
