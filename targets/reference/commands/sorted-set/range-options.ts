/** The arguments of ZRANGE and of the older commands that it replaces. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { at, integerOf, Tail } from '../../arguments.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import type { RankSpan } from '../../values/selection.ts';
import type { SortedSetValue } from '../../values/sorted-set.ts';
import { membersBetween, ranksBetween, scoresBetween } from './selections.ts';

export type RangeKind = 'rank' | 'score' | 'lex';

/** What a command settles by its name; what it leaves open, options may settle, once. */
export interface RangeForm {
  readonly kind?: RangeKind;
  readonly reversed?: boolean;
  /** The index of the source key, which the ends follow. */
  readonly keyAt: number;
  readonly stores?: boolean;
}

export interface RangeOptions {
  readonly key: ByteString;
  /** Ranks of a reversed range count from the highest member. */
  readonly byRank: boolean;
  readonly reversed: boolean;
  readonly withScores: boolean;
  readonly offset: number;
  /** All when negative. */
  readonly limit: number;
  readonly span: (set: SortedSetValue) => RankSpan;
}

const BY: Readonly<Record<string, RangeKind>> = { BYSCORE: 'score', BYLEX: 'lex' };

export function parseRange(argv: readonly ByteString[], form: RangeForm): RangeOptions {
  let { kind, reversed } = form;
  let withScores = false;
  let [offset, limit] = [0, -1];
  const tail = new Tail(argv, form.keyAt + 3);
  while (tail.more) {
    const option = tail.word();
    if (option === 'WITHSCORES' && form.stores !== true) withScores = true;
    else if (option === 'LIMIT' && tail.left >= 2) {
      [offset, limit] = [integerOf(tail.value()), integerOf(tail.value())];
    } else if (option === 'REV' && reversed === undefined) reversed = true;
    else if (BY[option] !== undefined && kind === undefined) kind = BY[option];
    else refuse(SYNTAX_ERROR);
  }
  kind ??= 'rank';
  reversed ??= false;
  if (limit !== -1 && kind === 'rank') refuse(LIMIT_NEEDS_KIND);
  if (withScores && kind === 'lex') refuse(NO_SCORES_BY_LEX);
  const ends = [at(argv, form.keyAt + 1), at(argv, form.keyAt + 2)] as const;
  const span = spanOf({ kind, reversed }, reversed && kind !== 'rank' ? [ends[1], ends[0]] : ends);
  const byRank = kind === 'rank';
  return {
    key: at(argv, form.keyAt),
    byRank,
    reversed,
    withScores,
    // By rank a limit of -1 passes, and its offset means nothing.
    offset: byRank ? 0 : offset,
    limit,
    span,
  };
}

const LIMIT_NEEDS_KIND =
  'ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX';
const NO_SCORES_BY_LEX = 'ERR syntax error, WITHSCORES not supported in combination with BYLEX';

function spanOf(
  { kind, reversed }: { kind: RangeKind; reversed: boolean },
  [min, max]: readonly [ByteString, ByteString],
): (set: SortedSetValue) => RankSpan {
  if (kind === 'rank') {
    const [start, stop] = [integerOf(min), integerOf(max)];
    return (set) => ranksBetween(set.size, start, stop);
  }
  const selection = kind === 'score' ? scoresBetween(min, max) : membersBetween(min, max);
  return (set) => set.span(selection, reversed);
}
