/**
 * Many cells in one write. Pure: bytes out, arrivals in, outcomes back.
 *
 * Each cell is framed by FLUSHDB (or FLUSHALL) before and by a PING with a token of its own after, with the
 * questions about the keys that it leaves in between. When the token comes back at its place, every
 * reply before it belongs to its step; when it does not, the connection is out of step and no later
 * reply can be trusted.
 */
import type { PostStateQuestions } from '../suite/post-state.ts';
import type { Arrival } from '../wire/connection.ts';
import { encodeCommand } from '../wire/encode.ts';
import type { Observation, PostState } from '../wire/observation.ts';
import type { ByteString } from '../wire/reply.ts';
import { lift } from './contexts/lift.ts';
import type { Lifted } from './contexts/lifted.ts';
import { undoingCommands } from './leftovers.ts';
import type { PlannedCell } from './plan.ts';
import { postState, questionsAfter } from './post-state.ts';

export interface Batch {
  readonly cells: readonly PlannedCell[];
  readonly bytes: ByteString;
  /** How many replies a server in step sends. */
  readonly replies: number;
}

/** What came back of one cell. */
export interface Returned {
  readonly observations: Observation[];
  readonly state?: PostState;
}

const FLUSH = encodeCommand(['FLUSHDB']);
const FLUSH_ALL = encodeCommand(['FLUSHALL']);
const FRAME_REPLIES = 2;
const NOTHING: readonly never[] = [];

/** Lays out cells of one protocol that can be lifted into their contexts; others are left out. */
export function layOut(cells: readonly PlannedCell[]): Batch {
  const known = laidOut.get(cells);
  if (known !== undefined) return known;
  const batch = layOutAnew(cells);
  laidOut.set(cells, batch);
  return batch;
}

/** Every target gets the same batches, so each is put together once. */
const laidOut = new WeakMap<readonly PlannedCell[], Batch>();

function layOutAnew(cells: readonly PlannedCell[]): Batch {
  // Appending to one string: the engine lines the pieces up once, when they are written.
  let bytes = '';
  let replies = 0;
  for (const cell of cells) {
    const { flush, lifted, questions, undo } = partsOf(cell);
    bytes += flush;
    bytes += lifted?.bytes ?? '';
    bytes += questions?.bytes ?? '';
    bytes += undo.map(encodeCommand).join('');
    bytes += ping(cell.row);
    replies += (lifted?.replies ?? 0) + (questions?.replies ?? 0) + undo.length + FRAME_REPLIES;
  }
  return { cells, bytes, replies };
}

/**
 * Hands the arrivals back to the cells that asked for them: what came of each cell from the first
 * on, up to the first that did not come back whole.
 */
export function readBack(
  { cells }: Batch,
  arrivals: readonly Arrival[],
  elapsedMs: number,
  now: number,
): Returned[] {
  const done: Returned[] = [];
  let at = 0;
  for (const cell of cells) {
    const { lifted, questions, undo } = partsOf(cell);
    const first = at + 1;
    const asked = first + (lifted?.replies ?? 0);
    const undone = asked + (questions?.replies ?? 0);
    const token = undone + undo.length;
    if (lifted === undefined || !isToken(arrivals[token], cell.row)) return done;
    const own = arrivals.slice(first, asked);
    if (own.some(outOfBand)) return done;
    const observations = lifted.read(own, elapsedMs, cell.protocol);
    const state = postState(questions, arrivals.slice(asked, undone), now);
    done.push({ observations, ...(state === undefined ? {} : { state }) });
    at = token + 1;
  }
  return done;
}

interface Parts {
  readonly flush: ByteString;
  /** Commands that take away what the case leaves beside keys. */
  readonly undo: readonly ByteString[][];
  readonly lifted?: Lifted | undefined;
  readonly questions?: PostStateQuestions | undefined;
}

function partsOf(cell: PlannedCell): Parts {
  const serverWide = cell.subject.isolation === 'server';
  return {
    flush: serverWide ? FLUSH_ALL : FLUSH,
    lifted: lift(cell.subject, cell.context),
    questions: questionsAfter(cell),
    undo: serverWide ? undoingCommands(cell) : NOTHING,
  };
}

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
