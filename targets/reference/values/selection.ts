/**
 * Selections of a sorted set by score or by bytes: how their ends are written, and which entries
 * they take.
 */
import type { ByteString } from '../../../harness/wire/reply.ts';
import type { Scored } from './score-chunks.ts';
import { parseLeadingDouble } from './strtod.ts';

/** Ranks from `start` to before `end`. */
export interface RankSpan {
  readonly start: number;
  readonly end: number;
}

/** Tells for an entry whether it lies before or after what is selected. */
export interface Selection {
  /** By bytes: entries are in this order only where their scores are equal. */
  readonly byMember?: true;
  isBelow(entry: Scored): boolean;
  isAbove(entry: Scored): boolean;
}

/** The scores between two ends, each `5`, `(5` or `inf`; `undefined` when one is misspelt. */
export function selectScores(minText: ByteString, maxText: ByteString): Selection | undefined {
  const [min, max] = [parseScoreEnd(minText), parseScoreEnd(maxText)];
  if (min === undefined || max === undefined) return undefined;
  return {
    isBelow: ({ score }) => (min.exclusive ? score <= min.score : score < min.score),
    isAbove: ({ score }) => (max.exclusive ? score >= max.score : score > max.score),
  };
}

function parseScoreEnd(text: ByteString): { score: number; exclusive: boolean } | undefined {
  const exclusive = text.startsWith('(');
  const score = parseLeadingDouble(exclusive ? text.slice(1) : text);
  return score === undefined ? undefined : { score, exclusive };
}

/** The members between two ends, each `[a`, `(a`, `-` or `+`; `undefined` when one is misspelt. */
export function selectMembers(minText: ByteString, maxText: ByteString): Selection | undefined {
  const [min, max] = [parseMemberEnd(minText), parseMemberEnd(maxText)];
  if (min === undefined || max === undefined) return undefined;
  const isBelow = ({ key }: Scored) => {
    if (min.kind !== 'member') return min.kind === 'highest';
    return min.exclusive ? key <= min.text : key < min.text;
  };
  const isAbove = ({ key }: Scored) => {
    if (max.kind !== 'member') return max.kind === 'lowest';
    return max.exclusive ? key >= max.text : key > max.text;
  };
  return { byMember: true, isBelow, isAbove };
}

const NOTHING: RankSpan = { start: 0, end: 0 };

/**
 * What a selection takes of entries that need not be in its order: from the end where it starts, the
 * first that fits and all up to the first that is beyond the other end. 7.2 walks through a listpack
 * like this.
 */
export function walk(
  entries: readonly Scored[],
  { isBelow, isAbove }: Selection,
  fromTop: boolean,
): RankSpan {
  const [lowest, highest] = [entries[0], entries.at(-1)];
  if (lowest === undefined || highest === undefined) return NOTHING;
  if (isAbove(lowest) || isBelow(highest)) return NOTHING;
  if (fromTop) {
    const end = entries.findLastIndex((entry) => !isAbove(entry)) + 1;
    return { start: entries.slice(0, end).findLastIndex(isBelow) + 1, end };
  }
  const start = entries.findIndex((entry) => !isBelow(entry));
  const taken = entries.slice(start).findIndex(isAbove);
  return { start, end: taken < 0 ? entries.length : start + taken };
}

type MemberEnd =
  | { readonly kind: 'lowest' | 'highest' }
  | { readonly kind: 'member'; readonly text: ByteString; readonly exclusive: boolean };

function parseMemberEnd(text: ByteString): MemberEnd | undefined {
  if (text === '-') return { kind: 'lowest' };
  if (text === '+') return { kind: 'highest' };
  if (!text.startsWith('[') && !text.startsWith('(')) return undefined;
  return { kind: 'member', text: text.slice(1), exclusive: text.startsWith('(') };
}
