/** The steps of one case of a transcript, and what they claim. */
import { keysIn } from '../suite/key-specs.ts';
import type { Reply as Claim } from '../suite/suite-file.generated.ts';
import { type ByteString, type Protocol, type Reply, utf8Text } from '../wire/reply.ts';
import { claimOf, makesAnId, ofItsType, text, varies } from './claim.ts';
import type { Spoken } from './exchange.ts';
import type { ImportedStep, LeftOut, Source } from './imported.ts';
import { knownName, whyNotSent } from './reach.ts';

/** What the steps so far say of the later ones. */
interface Memory {
  readonly protocol: Protocol;
  /** Commands that wait for EXEC. */
  queued: (readonly ByteString[])[];
  /** What the server made up → the step that it came in. */
  readonly madeUp: Map<ByteString, number>;
  /** Keys that hold what chance left in them. */
  readonly byChance: Set<ByteString>;
}

/** The steps in order, and among them what no step can be made of. */
export function stepsOf(
  source: Source,
  part: readonly Spoken[],
  protocol: Protocol,
): (ImportedStep | LeftOut)[] {
  const memory: Memory = { protocol, queued: [], madeUp: new Map(), byChance: new Set() };
  const steps: (ImportedStep | LeftOut)[] = [];
  for (const exchange of part) {
    const why = whyLeftOut(exchange);
    if (why !== undefined) {
      steps.push(leftOut(source, exchange, why));
      continue;
    }
    const send = exchange.argv.map((argument) => argumentOf(argument, memory.madeUp, steps));
    const claim = remember(exchange, memory, steps.length);
    steps.push({
      kind: 'step',
      send,
      ...(claim !== undefined && { reply: claim }),
      ...(exchange.heading !== undefined && { comment: exchange.heading }),
    });
  }
  return steps;
}

function whyLeftOut({ unusable, argv, reply }: Spoken): string | undefined {
  if (unusable !== undefined) return unusable;
  if (/^hello$/i.test(argv[0] ?? '')) return 'the case speaks its protocol from the first step on';
  const refused = typeof reply === 'object' && reply.type === 'error';
  if (!refused && knownName(argv) === undefined) {
    return `no server that Samewire knows has ${(argv[0] ?? '').toUpperCase()}`;
  }
  if (!refused && /^auth$/i.test(argv[0] ?? '')) return 'it tells a password';
  return whyNotSent(argv);
}

function leftOut({ file }: Source, { line, typed, reply }: Spoken, why: string): LeftOut {
  const shown = reply === undefined || reply === 'text' ? [] : [JSON.stringify(claimed(reply))];
  // A suite is for others to read.
  const what = (utf8Text(typed) ?? typed).replace(/\b(auth)\b.*/i, '$1 …');
  return { kind: 'left-out', file, line, what, why, source: shown };
}

function claimed(reply: Reply): Claim {
  const claim = claimOf({ argv: [], reply, protocol: 3, madeUp: new Set() });
  return typeof claim === 'bigint' ? { int: String(claim) } : claim;
}

/** The argument, with a hole where it holds an id that an earlier step was given. */
function argumentOf(
  argument: ByteString,
  madeUp: Memory['madeUp'],
  steps: (ImportedStep | LeftOut)[],
): ImportedStep['send'][number] {
  const written = text(argument);
  if (typeof written !== 'string') return written;
  let filled = written;
  for (const [id, at] of madeUp) {
    const step = steps[at];
    if (step?.kind !== 'step' || !filled.includes(id)) continue;
    const name = step.save ?? nextName(steps);
    steps[at] = { ...step, save: name };
    filled = filled.replaceAll(id, `\${${name}}`);
  }
  return filled;
}

function nextName(steps: readonly (ImportedStep | LeftOut)[]): string {
  const taken = steps.filter((step) => 'save' in step).length;
  return taken === 0 ? 'id' : `id_${taken + 1}`;
}

function remember(exchange: Spoken, memory: Memory, at: number): Claim | undefined {
  const { argv, reply, protocol } = exchange;
  if (reply === undefined || protocol !== memory.protocol) return undefined;
  if (reply === 'text') return { any: true };
  if (reply.type === 'status' && reply.text === 'QUEUED') memory.queued.push(argv);
  else if (/^(?:multi|discard)$/i.test(argv[0] ?? '')) memory.queued = [];
  const queued = memory.queued;
  if (/^exec$/i.test(argv[0] ?? '')) {
    memory.queued = [];
    if (reply.type === 'array' && reply.items.length === queued.length) {
      return reply.items.map((item, i) => claimOne(queued[i] ?? [], item, memory, at));
    }
  }
  return claimOne(argv, reply, memory, at);
}

function claimOne(argv: readonly ByteString[], reply: Reply, memory: Memory, at: number): Claim {
  const waits = reply.type === 'status' && reply.text === 'QUEUED';
  if (waits) return { status: 'QUEUED' };
  const { madeUp, byChance, protocol } = memory;
  const byLuck = reply.type !== 'error' && keysIn(argv).some((key) => byChance.has(key));
  const told = { argv, reply, protocol, madeUp: new Set(madeUp.keys()) };
  if (/^spop$/i.test(argv[0] ?? '')) for (const key of keysIn(argv)) byChance.add(key);
  if (makesAnId(argv) && reply.type === 'bulk') madeUp.set(reply.text, at);
  return byLuck && !varies(argv) ? ofItsType(reply) : claimOf(told);
}
