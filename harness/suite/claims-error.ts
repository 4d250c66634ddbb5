/** Which steps are to be refused. Pure. */
import type { Form, Step } from './case.ts';

/** Whatever does not tell an error from the rest brings a matcher to say what it wants instead. */
const ANYTHING = { type: 'null', sentAs: '_' } as const;

/** Whether the contract of the step wants an error, in that form. */
export function claimsError(step: Step, form: Form): boolean {
  if (!('contract' in step)) return false;
  return step.contract.reply?.[form].nearest(ANYTHING, { elapsedMs: 0 }).type === 'error';
}
