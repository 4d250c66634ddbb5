/** One cell in its context, in one write on a connection of its own. */
import type { Arrival, Connection } from '../wire/connection.ts';
import type { Observation } from '../wire/observation.ts';
import type { Reply } from '../wire/reply.ts';
import type { Surroundings } from './connections.ts';
import type { Lifted } from './contexts/lifted.ts';
import { dial } from './dial.ts';
import { MARK, saysMarker } from './marker.ts';
import type { PlannedCell } from './plan.ts';
import { neverBegan } from './trouble.ts';

/** Runs the cell as `lifted`; never rejects for anything that the server does. */
export async function executeLifted(
  cell: PlannedCell,
  lifted: Lifted,
  { address, protocol, database, limits, wire }: Surroundings,
  now: () => number,
): Promise<readonly Observation[]> {
  const began = now();
  const dialled = await dial(address, protocol, database, limits, wire);
  if (dialled.kind === 'failed') return neverBegan(cell, dialled.arrival);
  const { connection } = dialled;
  connection.write(lifted.bytes + MARK);
  const { arrivals, pushes } = await takeReplies(connection, lifted.replies + 1, limits.replyMs);
  connection.close();
  const elapsedMs = now() - began;
  const marker = arrivals[lifted.replies];
  if (marker === undefined) return brokenOff(cell, lifted, arrivals, elapsedMs);
  const observations = lifted.read(arrivals.slice(0, -1), elapsedMs, protocol);
  const last = observations.length - 1;
  return observations.map((observation, i) =>
    i === last ? { ...observation, pushes, ...endOf(observation, marker) } : observation,
  );
}

/** As many replies as were asked for, or fewer with what came instead of the next one as the last. */
async function takeReplies(
  connection: Connection,
  count: number,
  waitMs: number,
): Promise<{ arrivals: Arrival[]; pushes: Reply[] }> {
  const arrivals: Arrival[] = [];
  const pushes: Reply[] = [];
  while (arrivals.length < count && arrivals.at(-1)?.kind !== 'silence') {
    const more = await connection.take(count - arrivals.length, waitMs);
    for (const arrival of more) {
      if (arrival.kind === 'reply' && arrival.reply.type === 'push') pushes.push(arrival.reply);
      else arrivals.push(arrival);
    }
    if (more.at(-1)?.kind !== 'reply') break;
  }
  return { arrivals, pushes };
}

/** What came too much is found where the marker's answer should be, and so is a hang-up. */
function endOf(
  { extra }: Observation,
  arrival: Arrival,
): Pick<Observation, 'extra'> & Partial<Pick<Observation, 'closed'>> {
  if (arrival.kind === 'closed') return { extra, closed: true };
  const isMarker = arrival.kind === 'reply' && saysMarker(arrival.reply);
  return { extra: isMarker ? extra : [...extra, arrival] };
}

/** In one write nobody can say how far the server came: the step whose reply is missing bears it. */
function brokenOff(
  { subject }: PlannedCell,
  { lead }: Lifted,
  arrivals: readonly Arrival[],
  elapsedMs: number,
): Observation[] {
  const failure = arrivals.at(-1) ?? { kind: 'silence', afterMs: elapsedMs, midReply: false };
  const at = Math.max(0, Math.min(arrivals.length - 1 - lead, subject.steps.length - 1));
  const why = 'the replies to the one write did not all come';
  return subject.steps.map((_, i) => ({
    seen: i === at ? failure : { kind: 'not-reached', why },
    pushes: [],
    extra: [],
    closed: i === at && failure.kind === 'closed',
    elapsedMs,
  }));
}
