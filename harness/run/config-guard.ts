/**
 * Puts back what a server-wide case sets: every parameter that its CONFIG SET steps name is read
 * before the case and written after it, so that the next case finds the server as the first did.
 */
import type { ByteString, Reply } from '../wire/reply.ts';
import type { Hygiene } from './hygiene.ts';
import type { PlannedCell } from './plan.ts';
import type { Questions } from './questions.ts';

export function restoringConfig(inner: Hygiene, questions: Questions): Hygiene {
  let before: ByteString[][] = [];
  return {
    before: async (cell, database) => {
      const parameters = parametersSet(cell);
      const asked = parameters.map((parameter) => ['CONFIG', 'GET', parameter]);
      before = [];
      questions.later(asked, (replies) => {
        before = replies.flatMap(asSet);
      });
      const readiness = await inner.before(cell, database);
      // A guest on somebody's server asks elsewhere, and then nothing has been read yet.
      await questions.sendNow();
      return readiness;
    },
    after: async (cell, database) => {
      questions.later(before);
      await inner.after(cell, database);
    },
  };
}

/** The parameters in `CONFIG SET p v [p v …]`. */
function parametersSet({ subject }: PlannedCell): ByteString[] {
  return subject.steps.flatMap((step) => {
    const argv = 'command' in step ? step.command.argv : [];
    const words = argv.map((argument) => (typeof argument === 'string' ? argument : ''));
    const isSet = /^config$/i.test(words[0] ?? '') && /^set$/i.test(words[1] ?? '');
    return isSet ? words.slice(2).filter((_, i) => i % 2 === 0) : [];
  });
}

/** `CONFIG GET` answers a flat array of names and values in RESP2; none for an unknown parameter. */
function asSet(reply: Reply): ByteString[][] {
  if (reply.type !== 'array') return [];
  const [name, value] = reply.items;
  if (name?.type !== 'bulk' || value?.type !== 'bulk') return [];
  return [['CONFIG', 'SET', name.text, value.text]];
}
