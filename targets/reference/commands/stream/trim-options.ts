/** The options by which XADD and XTRIM keep a stream short. */
import { int64Of, type Tail } from '../../arguments.ts';
import type { Settings } from '../../config.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import type { Approximation, StreamValue, TrimGoal } from '../../values/stream.ts';
import { idOf } from './ids.ts';

export interface Trim {
  readonly goal?: TrimGoal;
  readonly approximate?: boolean;
  readonly limit?: bigint;
}

/** Reads the value of an option that was just read, `undefined` when it is no option of trimming. */
export function parseTrimOption(option: string, tail: Tail, trim: Trim): Trim | undefined {
  if (!tail.more) return undefined;
  if (option === 'LIMIT') return { ...trim, limit: notNegative('LIMIT', tail) };
  if (option !== 'MAXLEN' && option !== 'MINID') return undefined;
  if (trim.goal !== undefined) {
    refuse(`${SYNTAX_ERROR}, MAXLEN and MINID options at the same time are not compatible`);
  }
  const approximate = takeSign(tail) === '~';
  const goal: TrimGoal =
    option === 'MAXLEN'
      ? { kind: 'length', lengthMax: notNegative('MAXLEN', tail) }
      : { kind: 'id', idMin: idOf(tail.value()) };
  return { ...trim, goal, approximate };
}

/** A sign needs a threshold behind it; alone it would be the threshold. */
function takeSign(tail: Tail): string | undefined {
  const sign = tail.left > 1 ? tail.peek() : undefined;
  return sign === '~' || sign === '=' ? tail.value() : undefined;
}

function notNegative(option: string, tail: Tail): bigint {
  const value = int64Of(tail.value());
  return value < 0n ? refuse(`ERR The ${option} argument must be >= 0.`) : value;
}

/** Refuses LIMIT where it means nothing. */
export function checkLimit({ goal, approximate, limit }: Trim): void {
  if (limit === undefined) return;
  if (goal === undefined) {
    refuse(`${SYNTAX_ERROR}, LIMIT cannot be used without specifying a trimming strategy`);
  }
  if (!approximate) refuse(`${SYNTAX_ERROR}, LIMIT cannot be used without the special ~ option`);
}

/** Trims a stream; says how many entries went. */
export function trimStream(
  stream: StreamValue,
  { goal, approximate, limit }: Trim,
  settings: Settings,
): number {
  if (goal === undefined) return 0;
  return stream.trim(goal, approximate ? { entriesMax: limit ?? usualLimit(settings) } : undefined);
}

const NODES_PER_TRIM = 100;
const LIMIT_WITHOUT_NODES = 10_000;
const LIMIT_MAX = 1_000_000;

/** How much one command may trim at most when it does not say. */
function usualLimit(settings: Settings): Approximation['entriesMax'] {
  const limit = NODES_PER_TRIM * settings['stream-node-max-entries'];
  return BigInt(limit === 0 ? LIMIT_WITHOUT_NODES : Math.min(limit, LIMIT_MAX));
}
