/**
 * Many cases in one write. Pure: bytes out, arrivals in, observations back.
 *
 * Each case is framed by FLUSHDB before and by a PING with a token of its own after. When the token
 * comes back at its place, every reply before it belongs to its step; when it does not, the
 * connection is out of step and no later reply can be trusted.
 */
import type { Arrival } from '../wire/connection.ts';
import { encodeCommand } from '../wire/encode.ts';
import type { Observation } from '../wire/observation.ts';
import type { ByteString } from '../wire/reply.ts';
import type { PlannedCell } from './plan.ts';

export interface Batch {
  readonly cells: readonly PlannedCell[];
  readonly bytes: ByteString;
  /** How many replies a server in step sends. */
  readonly replies: number;
}

const FLUSH = encodeCommand(['FLUSHDB']);
const FRAME_REPLIES = 2;

export function layOut(cells: readonly PlannedCell[]): Batch {
  const bytes = cells
    .map(({ subject, row }) => {
      const steps = subject.steps.map((step) =>
        step.kind === 'send' ? (step.command.bytes ?? '') : '',
      );
      return `${FLUSH}${steps.join('')}${encodeCommand(['PING', token(row)])}`;
    })
    .join('');
  const steps = cells.reduce((sum, { subject }) => sum + subject.steps.length, 0);
  return { cells, bytes, replies: steps + cells.length * FRAME_REPLIES };
}

/**
 * Hands the arrivals back to the steps that asked for them: the observations of each cell from the
 * first on, up to the first that did not come back whole.
 */
export function readBack(
  { cells }: Batch,
  arrivals: readonly Arrival[],
  elapsedMs: number,
): Observation[][] {
  const done: Observation[][] = [];
  let at = 0;
  for (const { subject, row } of cells) {
    const end = at + 1 + subject.steps.length;
    if (!isToken(arrivals[end], row)) return done;
    const replies = arrivals.slice(at + 1, end);
    if (replies.some(outOfBand)) return done;
    done.push(
      replies.map((seen) => ({ seen, pushes: NONE, extra: NONE, closed: false, elapsedMs })),
    );
    at = end + 1;
  }
  return done;
}

const NONE: readonly never[] = [];

function token(row: number): ByteString {
  return `samewire-${row}`;
}

function isToken(arrival: Arrival | undefined, row: number): boolean {
  return (
    arrival?.kind === 'reply' && arrival.reply.type === 'bulk' && arrival.reply.text === token(row)
  );
}

/** A push among the replies shifts what belongs to whom; such a case is read step by step instead. */
function outOfBand(arrival: Arrival): boolean {
  return arrival.kind !== 'reply' || arrival.reply.type === 'push';
}
