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
import { oneWrite } from './one-write.ts';
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
  // Appending to one string: the engine lines the pieces up once, when they are written.
  let bytes = '';
  let replies = 0;
  for (const { subject, row } of cells) {
    bytes += FLUSH;
    bytes += oneWrite(subject) ?? '';
    bytes += ping(row);
    replies += subject.steps.length + FRAME_REPLIES;
  }
  return { cells, bytes, replies };
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
    const token = at + 1 + subject.steps.length;
    if (!isToken(arrivals[token], row)) return done;
    const observations: Observation[] = [];
    for (let i = at + 1; i < token; i++) {
      const seen = arrivals[i];
      if (seen === undefined || outOfBand(seen)) return done;
      observations.push({ seen, pushes: NONE, extra: NONE, closed: false, elapsedMs });
    }
    done.push(observations);
    at = token + 1;
  }
  return done;
}

const NONE: readonly never[] = [];

function token(row: number): ByteString {
  return `samewire-${row}`;
}

function ping(row: number): ByteString {
  return encodeCommand(['PING', token(row)]);
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
