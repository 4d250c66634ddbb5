/** Union, intersection and difference of sorted sets and sets, as values. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import type { SetValue } from '../../values/set.ts';
import type { SortedSetValue } from '../../values/sorted-set.ts';

/** A sorted set or a set, whose members all have score 1; `undefined` for a missing key. */
export type Operand = SortedSetValue | SetValue | undefined;

export type Aggregate = 'SUM' | 'MIN' | 'MAX';

export interface Weighted {
  readonly operand: Operand;
  readonly weight: number;
}

type Scores = Map<ByteString, number>;

/** Every member of any operand. */
export function unionOf(operands: readonly Weighted[], aggregate: Aggregate): Scores {
  const scores: Scores = new Map();
  for (const { operand, weight } of bySize(operands)) {
    for (const [member, score] of pairsOf(operand)) {
      const old = scores.get(member);
      const weighted = times(weight, score);
      scores.set(member, old === undefined ? weighted : aggregated(aggregate, old, weighted));
    }
  }
  return scores;
}

/** The members that every operand has, up to `most`. */
export function intersectionOf(
  operands: readonly Weighted[],
  aggregate: Aggregate,
  most: number = Infinity,
): Scores {
  const scores: Scores = new Map();
  const [smallest, ...others] = bySize(operands);
  for (const [member, score] of pairsOf(smallest?.operand)) {
    let sum: number | undefined = times(smallest?.weight ?? 1, score);
    for (const { operand, weight } of others) {
      const other = scoreIn(operand, member);
      // Not made a number here, so that 0 × inf leaves a minimum or maximum alone.
      sum = other === undefined ? undefined : aggregated(aggregate, sum, weight * other);
      if (sum === undefined) break;
    }
    if (sum !== undefined) scores.set(member, sum);
    if (scores.size >= most) break;
  }
  return scores;
}

/** The members of the first operand that none of the others has, with their scores. */
export function differenceOf([first, ...others]: readonly Operand[]): Scores {
  const scores: Scores = new Map();
  for (const [member, score] of pairsOf(first)) {
    if (others.every((other) => scoreIn(other, member) === undefined)) scores.set(member, score);
  }
  return scores;
}

/** Smallest first, as 7.2 sorts them: the order in which scores are added shows in the result. */
function bySize(operands: readonly Weighted[]): Weighted[] {
  return operands.toSorted((a, b) => (a.operand?.size ?? 0) - (b.operand?.size ?? 0));
}

function* pairsOf(operand: Operand): Generator<readonly [ByteString, number]> {
  if (operand?.type === 'zset') {
    for (const { key, score } of operand.entries()) yield [key, score];
  } else {
    for (const member of operand?.members() ?? []) yield [member, 1];
  }
}

function scoreIn(operand: Operand, member: ByteString): number | undefined {
  if (operand?.type === 'zset') return operand.score(member);
  return operand?.has(member) ? 1 : undefined;
}

/** Infinity times zero counts as 0. */
function times(weight: number, score: number): number {
  const product = weight * score;
  return Number.isNaN(product) ? 0 : product;
}

/** What two scores make together; the sum of both infinities counts as 0. */
function aggregated(aggregate: Aggregate, sofar: number, score: number): number {
  if (aggregate === 'MIN' && score < sofar) return score;
  if (aggregate === 'MAX' && score > sofar) return score;
  if (aggregate !== 'SUM') return sofar;
  const sum = sofar + score;
  return Number.isNaN(sum) ? 0 : sum;
}
