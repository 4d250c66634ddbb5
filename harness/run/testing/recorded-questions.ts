/** A server that answers questions by the book, and what it was asked, for tests. */
import type { Reply } from '../../wire/reply.ts';
import type { Questions } from '../questions.ts';

export interface RecordedQuestions extends Questions {
  /** Each in one line, after its database: `0 FLUSHALL`. */
  readonly asked: readonly string[];
}

/** `book`: command in one line → reply; what is not in there is answered by an error. */
export function recordedQuestions(book: Readonly<Record<string, Reply>> = {}): RecordedQuestions {
  const asked: string[] = [];
  const answer = (database: number | 'any', commands: readonly string[][]): Reply[] => {
    const lines = commands.map((argv) => argv.join(' '));
    asked.push(...lines.map((line) => `${database} ${line}`));
    return lines.map((line) => book[line] ?? { type: 'error', text: 'ERR' });
  };
  return {
    asked,
    ask: async (database, commands) => ({ kind: 'answered', replies: answer(database, commands) }),
    later: (commands, take = () => undefined) => take(answer('any', commands)),
    sendNow: async () => undefined,
    close: () => undefined,
  };
}
