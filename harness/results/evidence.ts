/** What stands behind a difference, in the words of the result document. Pure. */
import type { Rung } from '../compare/rung.ts';
import type { StepDifference } from '../compare/verdict.ts';
import type { Case, Form, Step } from '../suite/case.ts';
import { notation, says } from '../suite/notation.ts';
import type { Arrival } from '../wire/connection.ts';
import type { Observation } from '../wire/observation.ts';
import type { ReplyType } from '../wire/reply.ts';
import type { Difference, Seen, StepRecord } from './document.generated.ts';

// A page of bytes shows what a reply is; a megabyte of them would only make documents heavy.
const BYTES_MAX = 4096;

export function differenceRecord(
  subject: Case,
  form: Form,
  { step, rung, varies, afterwards, at, against, found, wanted, nearest }: StepDifference,
): Difference {
  const claimed = subject.steps[step] as Step;
  if (afterwards !== undefined) {
    const [theirs, ours] = [{ says: afterwards.wanted }, { says: afterwards.found }];
    return { step: step + 1, rung, against, at, wanted: theirs, found: ours };
  }
  return {
    step: step + 1,
    rung,
    against,
    ...(at === '' ? {} : { at }),
    ...(varies || isOpen(claimed, form, found) || isUnspoken(rung, found)
      ? { varies: true as const }
      : {}),
    wanted: wanted === undefined ? contractSide(claimed, form, nearest) : observedSide(wanted),
    found: observedSide(found),
  };
}

/** Whether the contract lets the reply be another one in the next run; an error is told as it is. */
function isOpen(step: Step, form: Form, { seen }: Observation): boolean {
  if (seen.kind === 'reply' && seen.reply.type === 'error') return false;
  return 'contract' in step && step.contract.reply?.[form].open === true;
}

/**
 * Where an error was due, no contract speaks of what came instead: elements in whatever order, or
 * sentences with whatever is random in them. A single word is taken for what it is.
 */
function isUnspoken(rung: Rung, { seen }: Observation): boolean {
  if (seen.kind !== 'reply' || !ONE_SIDED.has(rung)) return false;
  const { reply } = seen;
  if (reply.type === 'error') return false;
  return 'text' in reply ? /\s/.test(reply.text) : ELEMENTS.has(reply.type);
}

const ONE_SIDED: ReadonlySet<Rung> = new Set<Rung>(['ok-vs-error', 'missing']);
const ELEMENTS: ReadonlySet<ReplyType> = new Set<ReplyType>(['array', 'set', 'map', 'push']);

function contractSide(step: Step, form: Form, nearest: StepDifference['nearest']): Seen {
  const claim = claimOf(step, form);
  // What an open contract would have allowed just then is as true as anything else it allows.
  const open = 'contract' in step && step.contract.reply?.[form].open === true;
  return nearest === undefined || open
    ? { says: claim }
    : { says: claim, value: notation(nearest) };
}

/** What the step's contract asks for, in the notation of the suites. */
function claimOf(step: Step, form: Form): string {
  if (step.kind === 'silent') return `nothing for ${step.forMs} ms`;
  if ('pending' in step && step.pending) return 'no reply yet';
  if (step.kind === 'fill') return 'a reply to each command';
  const { reply, bytes, closed } = step.contract;
  const claims = [
    reply?.[form].says,
    bytes === undefined ? undefined : `the bytes ${JSON.stringify(bytes)}`,
    closed ? 'a closed connection' : undefined,
  ].filter((claim) => claim !== undefined);
  return claims.length > 0 ? claims.join(', then ') : 'a reply and an open connection';
}

function observedSide({ seen, pushes, extra, closed }: Observation): Seen {
  const side = seenSide(seen);
  const afterwards = [
    ...extra.map((arrival) => `and unasked for: ${seenSide(arrival).says}`),
    ...(closed && seen.kind !== 'closed' ? ['and then the connection was closed'] : []),
  ];
  return {
    ...side,
    says: [side.says, ...afterwards].join('; '),
    ...(pushes.length > 0 ? { pushes: pushes.map(notation) } : {}),
  };
}

function seenSide(seen: Observation['seen'] | Arrival): Seen {
  switch (seen.kind) {
    case 'reply':
      return { says: says(seen.reply), value: notation(seen.reply), ...bytesOf(seen.raw) };
    case 'malformed':
      return { says: `malformed: ${seen.problem}`, ...bytesOf(seen.raw) };
    case 'closed':
      return {
        says: `connection closed${howClosed(seen.by)}${seen.midReply ? ' in the middle of a reply' : ''}`,
      };
    case 'silence':
      return {
        says: `no reply in time${seen.midReply ? ', after the start of one' : ''}`,
      };
    case 'flood':
      return { says: `flood: ${seen.problem}` };
    case 'crash':
    case 'hang':
      return { says: seen.how };
    case 'nothing':
      return { says: 'no reply' };
    case 'not-reached':
      return { says: `not run: ${seen.why}` };
  }
}

/** Whether an end or a reset is seen first is chance. */
function howClosed(by: string): string {
  return ['end', 'ECONNRESET', 'EPIPE'].includes(by) ? '' : ` (${by})`;
}

function bytesOf(raw: Uint8Array): { bytes: string; omitted?: number } {
  const bytes = Buffer.from(raw.subarray(0, BYTES_MAX)).toString('latin1');
  return raw.length > BYTES_MAX ? { bytes, omitted: raw.length - BYTES_MAX } : { bytes };
}

/** A step as the document lists it: enough to read it, and to run it again by hand. */
export function stepRecord(step: Step, severalConnections: boolean): StepRecord {
  const { says } = step;
  const send = 'command' in step ? { send: step.command.argv.map(argumentText) } : undefined;
  // Nearly every step is one of these, and there are thousands.
  if (step.kind === 'send' && !severalConnections) return { says, ...send };
  return {
    ...(severalConnections ? { on: step.on } : {}),
    says,
    ...(step.kind === 'raw' ? { raw: step.bytes } : {}),
    ...send,
    ...(step.kind === 'fill' ? { times: step.times } : {}),
    ...(step.kind === 'until' ? { withinMs: step.withinMs } : {}),
  };
}

type Argument = Extract<Step, { kind: 'send' }>['command']['argv'][number];

function argumentText(argument: Argument): string {
  if (typeof argument === 'string') return argument;
  return argument.map((part) => (typeof part === 'string' ? part : `\${${part.hole}}`)).join('');
}
