/** What a case claims of each command that it sends. */
import type { Argument, Case, Contract } from '../suite/case.ts';
import { Decoder } from '../wire/decode.ts';
import type { ByteString, Protocol, Reply } from '../wire/reply.ts';
import type { SentArgument } from './tokens-sent.ts';

export interface Claim {
  readonly argv: readonly SentArgument[];
  readonly outcome: Outcome;
}

export type Outcome =
  | { readonly kind: 'success' }
  /** `text` is the whole text, or the code where the contract asks for no more. */
  | { readonly kind: 'error'; readonly text: string }
  /** Waits for EXEC: neither a success nor a failure yet. */
  | { readonly kind: 'queued' };

/** The claims of the steps with a contract; a reply that comes later is the claim of its command. */
export function claimsOf({ steps, protocols }: Case): Claim[] {
  const [protocol = 3] = protocols.toReversed();
  const claims: Claim[] = [];
  /** Per connection, commands whose reply a later step receives. */
  const awaited = new Map<string, (readonly SentArgument[])[]>();
  const claim = (argv: readonly SentArgument[], contract: Contract): void => {
    const outcome = outcomeOf(contract, protocol);
    if (outcome !== undefined) claims.push({ argv, outcome });
  };
  for (const step of steps) {
    const queue = awaited.get(step.on) ?? [];
    awaited.set(step.on, queue);
    if (step.kind === 'send' || step.kind === 'raw') {
      const [first, ...others] =
        step.kind === 'send' ? [sentBy(step.command.argv)] : sentRaw(step.bytes);
      if (first === undefined) continue;
      if (step.pending) queue.push(first);
      else claim(first, step.contract);
      queue.push(...others);
    } else if (step.kind === 'until') {
      claim(sentBy(step.command.argv), step.contract);
    } else if (step.kind === 'receive' && !isPush(step.contract)) {
      const argv = queue.shift();
      if (argv !== undefined) claim(argv, step.contract);
    }
  }
  // That no reply comes is what a pending step claims by itself.
  const silent = [...awaited.values()].flat();
  return [...claims, ...silent.map((argv): Claim => ({ argv, outcome: { kind: 'success' } }))];
}

function sentBy(argv: readonly Argument[]): SentArgument[] {
  return argv.map((argument) => (typeof argument === 'string' ? argument : undefined));
}

/** The commands that raw bytes hold as whole arrays; none when the bytes are anything else. */
function sentRaw(bytes: ByteString): SentArgument[][] {
  const arrivals = new Decoder().push(Buffer.from(bytes, 'latin1'));
  const replies = arrivals.flatMap((arrival) => (arrival.kind === 'reply' ? [arrival.reply] : []));
  return replies.flatMap((reply) =>
    reply.type === 'array' && reply.items.every(({ type }) => type === 'bulk')
      ? [reply.items.map((item) => ('text' in item ? item.text : undefined))]
      : [],
  );
}

/** Stands for a reply, to ask a matcher what it would rather have seen. */
const NOTHING: Reply = { type: 'status', text: '' };

function outcomeOf({ reply, bytes, closed }: Contract, protocol: Protocol): Outcome | undefined {
  const wanted = reply?.[protocol].nearest(NOTHING, { elapsedMs: 0 });
  if (wanted?.type === 'error') return { kind: 'error', text: wanted.text };
  if (wanted?.type === 'status' && wanted.text === 'QUEUED') return { kind: 'queued' };
  if (bytes?.startsWith('-'))
    return { kind: 'error', text: bytes.slice(1).split('\r\n', 1)[0] ?? '' };
  if (wanted !== undefined || bytes !== undefined || closed) return { kind: 'success' };
  return undefined;
}

function isPush({ reply }: Contract): boolean {
  return reply?.[3].nearest(NOTHING, { elapsedMs: 0 }).type === 'push';
}
