/** What a case left in the keyspace, asked for when its last step is over. */
import { type PostStateQuestions, postStateQuestions } from '../suite/post-state.ts';
import type { Arrival } from '../wire/connection.ts';
import type { PostState } from '../wire/observation.ts';
import type { PlannedCell } from './plan.ts';
import type { Questions } from './questions.ts';

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

/** Asks beside the case, for its own connection may be in any condition. */
export async function askPostState(
  cell: PlannedCell,
  database: number,
  questions: Questions,
  now: () => number,
): Promise<PostState | undefined> {
  const wanted = questionsAfter(cell);
  if (wanted === undefined) return undefined;
  const answer = await questions.ask(database, wanted.commands);
  return answer.kind === 'answered' ? { replies: answer.replies, takenAtMs: now() } : undefined;
}
