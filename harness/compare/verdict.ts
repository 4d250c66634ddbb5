/**
 * The outcome of one case on each target: observations in, verdicts out. Pure.
 *
 * With the contract as baseline, a step that writes one is held to it, and a step that writes none
 * is held to the first target that has what the case tests. With a target as baseline, every step is
 * held to that target, in the form that the contract's matchers mask.
 */
import type { Case, Form } from '../suite/case.ts';
import { claimsError } from '../suite/claims-error.ts';
import { postStateQuestions } from '../suite/post-state.ts';
import type { Observation, PostState } from '../wire/observation.ts';
import { difference } from './difference.ts';
import { lacking } from './lacking.ts';
import { stateDifference } from './post-state.ts';
import { type Rung, worse } from './rung.ts';
import { type Lineage, predates } from './since.ts';
import {
  breakdown,
  claims,
  type Departure,
  disagreement,
  holdsThroughout,
  isSound,
  violation,
} from './step.ts';

/** What a run brought of one case on one target. */
export type Outcome =
  | {
      readonly kind: 'observed';
      readonly observations: readonly Observation[];
      readonly state?: PostState;
    }
  | { readonly kind: 'blocked' | 'skipped'; readonly why: string };

export interface Judged extends Lineage {
  readonly name: string;
  /** What its own COMMAND lists; absent when nobody asked. */
  readonly commands?: ReadonlySet<string>;
  readonly outcome: Outcome;
}

export interface StepDifference extends Departure {
  /** Index into the case's steps. */
  readonly step: number;
  /** `contract`, or the target compared with. */
  readonly against: string;
  readonly found: Observation;
  /** Seen twice, it was not the same both times, and no better. */
  readonly varies?: true;
  /** What the other target saw; absent against the contract. */
  readonly wanted?: Observation;
  /** What the case left, where all replies were equal and that was not. */
  readonly afterwards?: { readonly wanted: string; readonly found: string };
}

export type Verdict =
  /** `early`: and that although the target is older than what the case says it takes. */
  | { readonly kind: 'same'; readonly early?: true }
  | {
      readonly kind: 'different';
      readonly rung: Rung;
      readonly differences: readonly StepDifference[];
    }
  | {
      readonly kind: 'absent' | 'unstable';
      readonly why: string;
      readonly differences: readonly StepDifference[];
    }
  | { readonly kind: 'blocked' | 'skipped'; readonly why: string };

const NO_COMMANDS: ReadonlySet<string> = new Set();

const SAME: Verdict = { kind: 'same' };
const EARLY: Verdict = { kind: 'same', early: true };

/** Judges one case in one protocol on all targets; verdicts come in the order of `targets`. */
export function judge(
  subject: Case,
  form: Form,
  targets: readonly Judged[],
  baseline: string,
): Verdict[] {
  // Nearly every row of a run is held to its contract by all, and there are thousands.
  const held = targets.map(
    ({ outcome }) =>
      baseline === 'contract' &&
      outcome.kind === 'observed' &&
      holdsThroughout(subject.steps, form, outcome.observations),
  );
  const verdicts = held.includes(false)
    ? repliesJudged(subject, form, targets, held, baseline)
    : held.map(() => SAME);
  const judged = statesJudged(subject, form, targets, verdicts, baseline);
  if (subject.since === undefined) return judged;
  // An old server may refuse for not knowing what a new one refuses for knowing better.
  if (subject.steps.some((step) => claimsError(step, form))) return judged;
  return judged.map((verdict, i) =>
    verdict.kind === 'same' && predates(targets[i] as Judged, subject.since) ? EARLY : verdict,
  );
}

/** By the replies alone; `held` says of whom it is known already that all were as claimed. */
function repliesJudged(
  subject: Case,
  form: Form,
  targets: readonly Judged[],
  held: readonly boolean[],
  baseline: string,
): Verdict[] {
  const needsNone = baseline === 'contract' && subject.steps.every(claims);
  const witnesses = needsNone ? [] : witnessesOf(subject, targets, baseline);
  return targets.map((target, i) =>
    held[i] ? SAME : verdictOf(subject, form, target, witnesses, baseline),
  );
}

/**
 * Those with the same replies are held to each other for what they left: to the baseline, or to the
 * condition that most of them were left in.
 */
function statesJudged(
  subject: Case,
  form: Form,
  targets: readonly Judged[],
  verdicts: readonly Verdict[],
  baseline: string,
): Verdict[] {
  const questions = postStateQuestions(subject);
  const candidates = questions === undefined ? [] : withState(subject, targets, verdicts);
  if (questions === undefined || candidates.length === 0) return [...verdicts];
  const open = subject.steps.some(
    (step) => 'contract' in step && step.contract.reply?.[form].open === true,
  );
  const compare = (a: Candidate, b: Candidate) =>
    stateDifference(questions, a.state, b.state, open);
  const witness =
    baseline === 'contract'
      ? mostCommon(candidates, (a, b) => compare(a, b) === undefined)
      : candidates.find(({ name }) => name === baseline);
  const judged = [...verdicts];
  for (const candidate of candidates) {
    const other = witness === undefined ? undefined : compare(witness, candidate);
    if (witness === undefined || other === undefined) continue;
    const { key, wanted, found } = other;
    const left: StepDifference = {
      step: subject.steps.length - 1,
      rung: 'state',
      at: key,
      against: witness.name,
      found: candidate.last,
      afterwards: { wanted, found },
    };
    judged[candidate.at] = { kind: 'different', rung: 'state', differences: [left] };
  }
  return judged;
}

/** A target with all replies as they should be, and what it was left with. */
interface Candidate {
  readonly at: number;
  readonly name: string;
  readonly state: PostState;
  readonly last: Observation;
}

/** Who has what the case tests, and was not cut short. */
function withState(
  { since }: Case,
  targets: readonly Judged[],
  verdicts: readonly Verdict[],
): Candidate[] {
  return targets.flatMap((target, at) => {
    const { name, outcome } = target;
    if (outcome.kind !== 'observed' || verdicts[at]?.kind !== 'same') return [];
    const { state, observations } = outcome;
    const last = observations.at(-1);
    if (state === undefined || last === undefined || predates(target, since)) return [];
    const cutShort = observations.some(({ seen }) => seen.kind === 'not-reached');
    return cutShort ? [] : [{ at, name, state, last }];
  });
}

/** The first of the largest group of those that are alike. */
function mostCommon<Item>(
  items: readonly Item[],
  alike: (a: Item, b: Item) => boolean,
): Item | undefined {
  const groups: Item[][] = [];
  for (const item of items) {
    const group = groups.find(([first]) => first !== undefined && alike(first, item));
    if (group === undefined) groups.push([item]);
    else group.push(item);
  }
  return groups.toSorted((a, b) => b.length - a.length)[0]?.[0];
}

interface Witness {
  readonly name: string;
  readonly observations: readonly Observation[];
}

/** The targets that answer where the contract is silent, or the one that does everywhere as the baseline. */
function witnessesOf(subject: Case, targets: readonly Judged[], baseline: string): Witness[] {
  const candidates =
    baseline === 'contract'
      ? targets.filter((target) => !predates(target, subject.since))
      : targets.filter((target) => target.name === baseline);
  return candidates.flatMap(({ name, outcome }) =>
    outcome.kind === 'observed' ? [{ name, observations: outcome.observations }] : [],
  );
}

function verdictOf(
  subject: Case,
  form: Form,
  target: Judged,
  witnesses: readonly Witness[],
  baseline: string,
): Verdict {
  if (target.outcome.kind !== 'observed') {
    // Nobody expects an old server to start with a configuration that is newer than itself.
    const tooOld = Object.keys(subject.config).length > 0 && predates(target, subject.since);
    if (!tooOld || target.outcome.kind !== 'blocked') return target.outcome;
    const why = `${whyAbsent(subject, target)}; ${target.outcome.why}`;
    return { kind: 'absent', why, differences: [] };
  }
  if (baseline !== 'contract' && witnesses.length === 0) {
    return { kind: 'blocked', why: `the baseline ${baseline} gave nothing to compare with` };
  }
  const { observations } = target.outcome;
  const self = { name: target.name, observations };
  const differences = differencesOf(subject, form, self, witnesses, baseline);
  const rung = differences.map((d): Rung | undefined => d.rung).reduce(worse, undefined);
  if (rung === undefined) return SAME;
  if (predates(target, subject.since) && !differences.some(isFailure)) {
    return { kind: 'absent', why: whyAbsent(subject, target), differences };
  }
  return { kind: 'different', rung, differences };
}

/** What being too old does not excuse; but that a step waits for what will never come is of its kind. */
function isFailure({ rung, found }: StepDifference): boolean {
  return SERVER_FAILED.has(rung) && found.seen.kind !== 'silence';
}

const SERVER_FAILED: ReadonlySet<Rung> = new Set<Rung>(['crash', 'hang', 'desync']);

function whyAbsent(subject: Case, { product, version, commands = NO_COMMANDS }: Judged): string {
  const { since = {} } = subject;
  const claims = Object.entries(since).map(([lineage, first]) => `${lineage} ${first}`);
  const names = lacking(subject, commands);
  const unlisted = names.length > 0 ? `; it does not list ${names.join(', ')}` : '';
  return `${product} ${version} predates it: since ${claims.join(', ')}${unlisted}`;
}

function differencesOf(
  subject: Case,
  form: Form,
  { name, observations }: Witness,
  witnesses: readonly Witness[],
  baseline: string,
): StepDifference[] {
  const differences: StepDifference[] = [];
  subject.steps.forEach((step, index) => {
    const found = observations[index];
    if (found === undefined) return;
    const byContract = baseline === 'contract';
    const claimed = byContract ? violation(step, found, form) : breakdown(found);
    if (claimed !== undefined) {
      differences.push({ ...claimed, step: index, against: 'contract', found });
    }
    if (claimed !== undefined || witnesses.length === 0) return;
    if (byContract && claims(step)) return;
    // A witness that failed here must not put others in the wrong; a baseline is what was asked for.
    const witness = witnesses.find(
      (candidate) => !byContract || isSound(candidate.observations[index]),
    );
    const wanted = witness?.observations[index];
    if (witness === undefined || wanted === undefined || witness.name === name) return;
    const departure = disagreement(step, wanted, found, form);
    if (departure === undefined) return;
    differences.push({ ...departure, step: index, against: witness.name, found, wanted });
  });
  return differences;
}

/**
 * The verdict after the same case ran once more on the same target: a difference that does not
 * come back the same is the target disagreeing with itself.
 */
export function confirmed(first: Verdict, again: Verdict): Verdict {
  if (first.kind !== 'different') return first;
  if (again.kind === 'different' && shape(first) === shape(again)) return varying(first, again);
  if (needsNoRepeat(first) || again.kind === 'blocked' || again.kind === 'skipped') return first;
  return {
    kind: 'unstable',
    why: `repeated, it was ${again.kind === 'different' ? again.rung : again.kind}, at first ${first.rung}`,
    differences: first.differences,
  };
}

/** The first, marked where the same case showed another reply the second time. */
function varying(first: Different, again: Different): Different {
  const varies = first.differences.map(({ found }, i) => {
    const [one, other] = [found.seen, again.differences[i]?.found.seen];
    const replies = one.kind === 'reply' && other?.kind === 'reply';
    return replies && difference(one.reply, other.reply) !== undefined;
  });
  if (!varies.includes(true)) return first;
  const differences = first.differences.map((one, i) =>
    varies[i] ? { ...one, varies: true as const } : one,
  );
  return { ...first, differences };
}

type Different = Extract<Verdict, { kind: 'different' }>;

/**
 * The A/A test: the same case twice on the same target, held to itself. `undefined` when it agrees, as
 * far as the contract does not leave its replies open; what it makes of the contract is another matter.
 */
export function selfDisagreement(
  subject: Case,
  form: Form,
  first: Judged,
  again: Judged,
): Verdict | undefined {
  const [one, other] = [
    { ...first, name: 'first' },
    { ...again, name: 'again' },
  ];
  // A server that failed is a finding by itself, and one that came back has not taken it back.
  if (first.outcome.kind === 'observed' && first.outcome.observations.some(hasBroken)) {
    return undefined;
  }
  const verdict = judge(subject, form, [one, other], one.name)[1];
  if (verdict?.kind !== 'different') return undefined;
  const differences = verdict.differences.filter(
    ({ step, rung }) => rung === 'state' || !departsAlike(subject, form, step, first, again),
  );
  const rung = differences.map((d): Rung | undefined => d.rung).reduce(worse, undefined);
  if (rung === undefined) return undefined;
  return { kind: 'unstable', why: `run twice, it was another one: ${rung}`, differences };
}

function hasBroken(observed: Observation): boolean {
  return breakdown(observed) !== undefined;
}

/**
 * Whether the step departs from its contract in the same way both times: then it agrees with itself, and
 * what else varies in its reply no contract masks.
 */
function departsAlike(
  { steps }: Case,
  form: Form,
  index: number,
  first: Judged,
  again: Judged,
): boolean {
  const [one, other] = [first, again].map(({ outcome }) => {
    const [step, found] = [
      steps[index],
      outcome.kind === 'observed' ? outcome.observations[index] : undefined,
    ];
    return step === undefined || found === undefined ? undefined : violation(step, found, form);
  });
  return one !== undefined && one.rung === other?.rung && one.at === other.at;
}

/**
 * A server that failed is a finding even if it does so only once, and one that does not know a command
 * does not learn it.
 */
export function needsNoRepeat(verdict: Verdict): boolean {
  if (verdict.kind !== 'different') return true;
  return verdict.rung === 'missing' || SERVER_FAILED.has(verdict.rung);
}

function shape(verdict: Verdict): string {
  if (verdict.kind !== 'different') return verdict.kind;
  return verdict.differences.map((d) => `${d.step} ${d.rung} ${d.at}`).join('; ');
}
