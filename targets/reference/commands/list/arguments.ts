/** What several list commands read from their arguments. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import type { End } from '../../values/list-chunks.ts';

/** `LEFT` or `RIGHT`, in any case. */
export function endOf(text: ByteString): End {
  const end = text.toUpperCase();
  if (end === 'LEFT') return 'head';
  return end === 'RIGHT' ? 'tail' : refuse(SYNTAX_ERROR);
}

/** The indexes that `start` and `stop` name in a list of some size; both are included. */
export function clampRange(
  size: number,
  { start, stop }: { start: number; stop: number },
): { start: number; stop: number } {
  return {
    start: Math.max(0, start < 0 ? start + size : start),
    stop: Math.min(size - 1, stop < 0 ? stop + size : stop),
  };
}
