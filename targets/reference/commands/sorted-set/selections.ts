/** The ends of ranges as arguments: what they select, or 7.2's refusal. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { refuse } from '../../errors.ts';
import {
  type RankSpan,
  type Selection,
  selectMembers,
  selectScores,
} from '../../values/selection.ts';

export function scoresBetween(min: ByteString, max: ByteString): Selection {
  return selectScores(min, max) ?? refuse('ERR min or max is not a float');
}

export function membersBetween(min: ByteString, max: ByteString): Selection {
  return selectMembers(min, max) ?? refuse('ERR min or max not valid string range item');
}

/** The span that `start` through `stop` name in a set of some size; negative ones count from the end. */
export function ranksBetween(size: number, start: number, stop: number): RankSpan {
  const first = Math.max(0, start < 0 ? start + size : start);
  const last = Math.min(size - 1, stop < 0 ? stop + size : stop);
  return first > last ? { start: 0, end: 0 } : { start: first, end: last + 1 };
}
