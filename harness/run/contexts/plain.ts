/** The case as it is, in one write: what `pipeline` means, and how most plain cases are sent. */
import type { Case, Command, Step } from '../../suite/case.ts';
import { commandName } from '../../suite/command.ts';
import type { Arrival } from '../../wire/connection.ts';
import { encodeCommand } from '../../wire/encode.ts';
import type { Observation, Seen } from '../../wire/observation.ts';
import type { ByteString } from '../../wire/reply.ts';
import { CHANGES_CONNECTION, leavesNothingOpen, mayWait } from '../traces.ts';
import { fillIn } from '../variables.ts';
import { answered, type Lifted } from './lifted.ts';

/** `undefined` when some step has no bytes before the replies to earlier ones are in. */
export function inOneWrite({ steps }: Case): Lifted | undefined {
  const parts = steps.map(partOf);
  if (!parts.every((part) => part !== undefined)) return undefined;
  return {
    bytes: parts.map(({ bytes }) => bytes).join(''),
    replies: parts.reduce((sum, { replies }) => sum + replies, 0),
    lead: 0,
    read: (arrivals, elapsedMs) => {
      const observations: Observation[] = [];
      let at = 0;
      for (const { replies, isFill } of parts) {
        const seen = isFill ? filled(arrivals.slice(at, at + replies)) : arrivals[at];
        at += replies;
        observations.push(answered(seen as Seen, elapsedMs));
      }
      return observations;
    },
  };
}

interface Part {
  readonly bytes: ByteString;
  readonly replies: number;
  readonly isFill: boolean;
}

function partOf(step: Step): Part | undefined {
  if (step.kind === 'fill') {
    const { argv } = step.command;
    const commands = Array.from({ length: step.times }, (_, i) =>
      encodeCommand(fillIn(argv, new Map([['i', `${i}`]]))),
    );
    return { bytes: commands.join(''), replies: step.times, isFill: true };
  }
  const bytes = step.kind === 'send' ? step.command.bytes : undefined;
  return bytes === undefined ? undefined : { bytes, replies: 1, isFill: false };
}

/** Nothing when all went well, or the first error. */
export function filled(arrivals: readonly Arrival[]): Seen {
  const failed =
    arrivals.find(({ kind }) => kind !== 'reply') ??
    arrivals.find((arrival) => arrival.kind === 'reply' && arrival.reply.type === 'error');
  return failed ?? { kind: 'nothing' };
}

/** Whether other cases may follow on the same connection, before the first reply has come. */
export function leavesNoTrace({ steps }: Case): boolean {
  return steps.every(canFollowAtOnce) && leavesNothingOpen(steps);
}

function canFollowAtOnce(step: Step): boolean {
  if (step.on !== 'main') return false;
  if (step.kind === 'fill') return step.times <= FILL_MAX;
  if (step.kind !== 'send' || step.pending || step.contract.closed !== undefined) return false;
  if (mayWait(step)) return false;
  const name = commandName(step.command) ?? '';
  return !CHANGES_CONNECTION.has(name) && !(name === 'script' && isDebug(step.command));
}

function isDebug({ argv }: Command): boolean {
  return argv.some((argument) => typeof argument !== 'string' || /^debug$/i.test(argument));
}

// Longer ones would fill a batch by themselves.
const FILL_MAX = 300;
