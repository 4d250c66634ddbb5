/** How one step departs from what it claims, or from what another target did there. Pure. */
import type { Contract, Form, Step } from '../suite/case.ts';
import type { Matcher } from '../suite/matcher.ts';
import type { Observation, Seen } from '../wire/observation.ts';
import type { Reply } from '../wire/reply.ts';
import { difference, type ReplyDifference } from './difference.ts';
import { type Rung, worse } from './rung.ts';

/** One step's departure; `nearest` is the reply that the contract would have allowed. */
export interface Departure extends ReplyDifference {
  readonly nearest?: Reply;
}

/**
 * Whether every step claims a reply and got one that its contract takes as it is: the plain case, told
 * without looking for what might be wrong.
 */
export function holdsThroughout(
  steps: readonly Step[],
  form: Form,
  observations: readonly Observation[],
): boolean {
  for (let i = 0; i < steps.length; i++) {
    const [step, observed] = [steps[i], observations[i]];
    if (step === undefined || observed === undefined || !holdsPlainly(step, form, observed)) {
      return false;
    }
  }
  return true;
}

function holdsPlainly(step: Step, form: Form, observed: Observation): boolean {
  const { seen, extra, closed } = observed;
  if (step.kind !== 'send' || step.pending || seen.kind !== 'reply') return false;
  const { reply, bytes, closed: mayClose } = step.contract;
  if (closed || extra.length > 0 || bytes !== undefined || mayClose !== undefined) return false;
  return reply?.[form].nearest(seen.reply, observed) === seen.reply;
}

/** What the step's contract finds wrong with what was seen; `undefined` when nothing. */
export function violation(step: Step, observed: Observation, form: Form): Departure | undefined {
  if (observed.seen.kind === 'not-reached') return undefined;
  const broken = breakdown(observed);
  if (broken !== undefined) return broken;
  if (step.kind === 'fill') return fillViolation(observed);
  if (isStill(step)) return stillness(observed);
  return contractViolation(step.contract, observed, form);
}

/** What is wrong whatever the step claims: no contract allows it, and no baseline. */
export function breakdown(observed: Observation): Departure | undefined {
  const rung = brokenRung(observed);
  return rung === undefined ? undefined : { rung, at: '' };
}

/** Whether others can be held to what was seen. */
export function isSound(observed: Observation | undefined): boolean {
  return (
    observed !== undefined && breakdown(observed) === undefined && !MUTE.has(observed.seen.kind)
  );
}

const MUTE: ReadonlySet<Seen['kind']> = new Set(['silence', 'not-reached']);

/** Whether the step claims anything by itself, so that no other target is needed to judge it. */
export function claims(step: Step): boolean {
  if (step.kind === 'fill' || isStill(step)) return true;
  const { reply, bytes, closed } = step.contract;
  return reply !== undefined || bytes !== undefined || closed !== undefined;
}

/** How two targets differ at a step, where the contract leaves nothing open but what it masks. */
export function disagreement(
  step: Step,
  baseline: Observation,
  observed: Observation,
  form: Form,
): Departure | undefined {
  const [theirs, ours] = [baseline.seen, observed.seen];
  if (theirs.kind === 'not-reached' || ours.kind === 'not-reached') return undefined;
  const ways = worse(oneSided(baseline, observed), closedRung(baseline.closed, observed.closed));
  if (ways !== undefined) return { rung: ways, at: '' };
  if (theirs.kind !== 'reply' || ours.kind !== 'reply') return undefined;
  const mask = maskOf(step, form);
  return difference(mask(theirs.reply), mask(ours.reply));
}

function maskOf(step: Step, form: Form): (reply: Reply) => Reply {
  const matcher: Matcher | undefined = 'contract' in step ? step.contract.reply?.[form] : undefined;
  return matcher === undefined ? (reply) => reply : (reply) => matcher.mask(reply);
}

/** What no contract allows: a dead server, a connection out of step, bytes that are not RESP. */
function brokenRung({ seen, extra }: Observation): Rung | undefined {
  if (seen.kind === 'crash' || seen.kind === 'hang') return seen.kind;
  return extra.length > 0 || seen.kind === 'malformed' || seen.kind === 'flood'
    ? 'desync'
    : undefined;
}

function contractViolation(
  contract: Contract,
  observed: Observation,
  form: Form,
): Departure | undefined {
  const { seen } = observed;
  const closed = closedRung(contract.closed === true, observed.closed);
  if (seen.kind !== 'reply') {
    const noReplyWanted = contract.reply === undefined && contract.bytes === undefined;
    if (seen.kind === 'silence' && !noReplyWanted) return { rung: 'hang', at: '' };
    return closed === undefined ? undefined : { rung: closed, at: '' };
  }
  if (closed !== undefined) return { rung: closed, at: '' };
  if (contract.bytes !== undefined && Buffer.from(seen.raw).toString('latin1') !== contract.bytes) {
    return { rung: 'value', at: '' };
  }
  const matcher = contract.reply?.[form];
  if (matcher === undefined) return undefined;
  const nearest = matcher.nearest(seen.reply, observed);
  const departure = difference(nearest, seen.reply);
  if (departure === undefined) return undefined;
  // A contract that writes down an order promises it.
  const rung = departure.rung === 'order' ? 'value' : departure.rung;
  return { ...departure, rung, nearest };
}

type Still = Extract<Step, { kind: 'silent' } | { pending: boolean }>;

function isStill(step: Step): step is Still {
  return step.kind === 'silent' || ('pending' in step && step.pending);
}

/** A fill sees nothing when all its commands went well, or the first that did not. */
function fillViolation({ seen }: Observation): Departure | undefined {
  if (seen.kind === 'nothing') return undefined;
  if (seen.kind === 'silence') return { rung: 'hang', at: '' };
  return { rung: seen.kind === 'reply' ? 'ok-vs-error' : 'closed', at: '' };
}

/** The step wanted the connection to stay still. */
function stillness({ seen, closed }: Observation): Departure | undefined {
  if (closed) return { rung: 'closed', at: '' };
  return seen.kind === 'nothing' ? undefined : { rung: 'value', at: '' };
}

/** The rung of two observations of which one did something that the other did not do at all. */
function oneSided(baseline: Observation, observed: Observation): Rung | undefined {
  const [a, b] = [brokenRung(baseline), brokenRung(observed)];
  if (a !== b) return worse(a, b);
  const kinds = new Set<Seen['kind']>([baseline.seen.kind, observed.seen.kind]);
  if (kinds.size === 1) return undefined;
  if (kinds.has('silence')) return 'hang';
  return kinds.has('closed') ? 'closed' : 'value';
}

function closedRung(wanted: boolean, found: boolean): Rung | undefined {
  return wanted === found ? undefined : 'closed';
}
