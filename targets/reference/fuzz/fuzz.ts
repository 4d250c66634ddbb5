/** Many sequences of a family against one server, and the shortest one on which it differs. */
import fc from 'fast-check';
import { encode } from '../../../harness/wire/encode.ts';
import type { Protocol, Reply } from '../../../harness/wire/reply.ts';
import { cliLine } from './call.ts';
import { duel, type Round, type Side } from './duel.ts';
import { CALLS_MAX, type Sequence, sequences } from './families.ts';

// Each attempt on a server that went silent costs a deadline.
const SHORTENING_MS = 10_000;

export interface FuzzOptions {
  readonly family: string;
  readonly seed: number;
  /** How many commands at least. */
  readonly commands: number;
  /** Gives up at the first difference found instead of shortening it. */
  readonly shrink?: boolean;
}

export interface FuzzReport {
  /** Replies compared until the first difference, what is left in the keyspace included. */
  readonly compared: number;
  /** Commands drawn and sent. */
  readonly sent: number;
  /** In words to act upon; `undefined` when there is none. */
  readonly difference?: string;
}

export async function fuzz(ours: Side, theirs: Side, options: FuzzOptions): Promise<FuzzReport> {
  const { family, seed, commands } = options;
  let compared = 0;
  let sent = 0;
  let until = Number.POSITIVE_INFINITY;
  let found: { readonly sequence: Sequence; readonly round: Round } | undefined;
  const property = fc.asyncProperty(sequences(family), async (sequence) => {
    if (found === undefined ? sent >= commands : performance.now() > until) return true;
    const round = await duel(ours, theirs, sequence);
    if (found === undefined) {
      sent += sequence.calls.length;
      compared += round.compared;
    }
    if (round.difference === undefined) return true;
    if (found === undefined) until = performance.now() + SHORTENING_MS;
    found = { sequence, round };
    return false;
  });
  // Sequences are half as long as they may be; a few more than that are enough.
  const numRuns = Math.ceil((2.2 * commands) / CALLS_MAX) + 10;
  await fc.check(property, { seed, numRuns, endOnFailure: options.shrink === false });
  if (found === undefined) return { compared, sent };
  return { compared, sent, difference: described(found.sequence, found.round, theirs, options) };
}

function described(
  { protocol }: Sequence,
  { sent, difference }: Round,
  theirs: Side,
  { family, seed }: FuzzOptions,
): string {
  if (difference === undefined) return '';
  const lines = sent.slice(0, difference.at + 1).map(cliLine);
  return [
    `${family} on ${theirs.name}, seed ${seed}, RESP${protocol}:`,
    ...lines.map((line) => `  ${line}`),
    `reference: ${shown(difference.ours, protocol)}`,
    `${theirs.name}: ${shown(difference.theirs, protocol)}`,
  ].join('\n');
}

function shown(reply: Reply, protocol: Protocol): string {
  return JSON.stringify(encode(reply, protocol)).replaceAll('\\r\\n', ' ').slice(0, 2_000);
}
