/** A case in a context: one place that knows them all. */
import type { Case, Context } from '../../suite/case.ts';
import type { Lifted } from './lifted.ts';
import { inMulti } from './multi.ts';
import { inOneWrite, leavesNoTrace } from './plain.ts';
import { inScript } from './script.ts';

/** The case as it goes out in the context, or `undefined` when it has to go step by step. */
export function lift(subject: Case, context: Context): Lifted | undefined {
  const known = lifted.get(subject) ?? new Map<Context, Lifted | undefined>();
  if (known.size === 0) lifted.set(subject, known);
  if (!known.has(context)) known.set(context, liftAnew(subject, context));
  return known.get(context);
}

/** Every target gets the same bytes in both protocols, so they are put together once. */
const lifted = new WeakMap<Case, Map<Context, Lifted | undefined>>();

function liftAnew(subject: Case, context: Context): Lifted | undefined {
  switch (context) {
    case 'plain':
      // What waits or changes its connection is another case when it does not wait for its replies.
      return leavesNoTrace(subject) ? inOneWrite(subject) : undefined;
    case 'pipeline':
      return inOneWrite(subject);
    case 'multi':
      return inMulti(subject);
    case 'script':
      return inScript(subject, 'call');
    case 'pcall':
      return inScript(subject, 'pcall');
  }
}

/** Whether it may go out together with others, on a connection that is used again. */
export function goesInBatches(subject: Case, context: Context): boolean {
  const inScripts = context === 'script' || context === 'pcall';
  return (inScripts || leavesNoTrace(subject)) && lift(subject, context) !== undefined;
}
