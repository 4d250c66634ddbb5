/**
 * Waits until a server has read what other connections have sent it.
 *
 * A server that serves its sockets from one loop has read everything that had arrived before it
 * answers the second of two PINGs sent one after the other: the first may be answered in the turn
 * in which the bytes came, the second only in a later one.
 */
import type { Questions } from './questions.ts';

const ROUND_TRIPS = 2;
/** For servers that serve sockets from several threads, where turns say less. */
const MARGIN_MS = 5;

/** Asks on the side, in the database that questions are about. */
export async function settle(questions: Questions, database: number): Promise<void> {
  for (let i = 0; i < ROUND_TRIPS; i++) {
    const answer = await questions.ask(database, [['PING']]);
    if (answer.kind === 'failed') return;
  }
  await new Promise((resolve) => setTimeout(resolve, MARGIN_MS));
}
