/** What a case left in the keyspace, asked for when its last step is over. */
import { type PostStateQuestions, postStateQuestions } from '../suite/post-state.ts';
import type { Arrival } from '../wire/connection.ts';
import type { PostState } from '../wire/observation.ts';
import type { Surroundings } from './connections.ts';
import { dial } from './dial.ts';
import type { PlannedCell } from './plan.ts';

/** Only of cases that keep to their keys: the others leave servers behind that may not answer now. */
export function questionsAfter({ subject }: PlannedCell): PostStateQuestions | undefined {
  return subject.isolation === 'keyspace' ? postStateQuestions(subject) : undefined;
}

/** The answers; `undefined` when there are not as many as questions. */
export function postState(
  questions: PostStateQuestions | undefined,
  arrivals: readonly Arrival[],
  takenAtMs: number,
): PostState | undefined {
  if (questions === undefined) return undefined;
  const replies = arrivals.flatMap((arrival) => (arrival.kind === 'reply' ? [arrival.reply] : []));
  return replies.length === questions.replies ? { replies, takenAtMs } : undefined;
}

/** Asks on a connection of its own, for that of the case may be in any condition. */
export async function askPostState(
  cell: PlannedCell,
  { address, protocol, database, limits, wire }: Surroundings,
  now: () => number,
): Promise<PostState | undefined> {
  const questions = questionsAfter(cell);
  if (questions === undefined) return undefined;
  const dialled = await dial(address, protocol, database, limits, wire);
  if (dialled.kind === 'failed') return undefined;
  dialled.connection.write(questions.bytes);
  const arrivals = await dialled.connection.take(questions.replies, limits.replyMs);
  dialled.connection.close();
  return postState(questions, arrivals, now());
}
