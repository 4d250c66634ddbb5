/** Union, intersection and difference of sets, made the way 7.2 makes them: it shows in encodings. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { type SetLimits, SetValue } from '../../values/set.ts';

/** A set, or `undefined` for a key that is missing and counts as empty. */
export type Operand = SetValue | undefined;

export function unionOf(sets: readonly Operand[], limits: SetLimits): SetValue {
  const union = new SetValue(limits);
  for (const set of sets) for (const member of set?.members() ?? []) union.add(member);
  return union;
}

/** Up to `most` members that are in every set, in the order of the smallest one. */
export function intersectionOf(sets: readonly Operand[], most: number = Infinity): ByteString[] {
  const [smallest, ...others] = present(sets).sort((a, b) => a.size - b.size);
  const common: ByteString[] = [];
  // One missing set leaves nothing in common.
  if (smallest === undefined || others.length + 1 < sets.length) return common;
  for (const member of smallest.members()) {
    if (others.every((set) => set.has(member))) common.push(member);
    if (common.length >= most) break;
  }
  return common;
}

/** The members of the first set that are in none of the others. */
export function differenceOf(sets: readonly Operand[], limits: SetLimits): SetValue {
  const [first, ...rest] = sets;
  const others = present(rest);
  if (first === undefined || others.includes(first)) return new SetValue(limits);
  // What it costs to look up each member in each other set, against reading all sets once. Half of
  // the first is taken, because a lookup may end early.
  const lookups = Math.floor((first.size * (others.length + 1)) / 2);
  const reads = others.reduce((sum, set) => sum + set.size, first.size);
  return lookups <= reads
    ? SetValue.of(withoutEach(first, others), limits)
    : withoutAll(SetValue.of(first.members(), limits), others);
}

function withoutEach(first: SetValue, others: readonly SetValue[]): ByteString[] {
  return first.members().filter((member) => !others.some((set) => set.has(member)));
}

function withoutAll(result: SetValue, others: readonly SetValue[]): SetValue {
  for (const set of others) {
    for (const member of set.members()) result.delete(member);
    if (result.size === 0) break;
  }
  return result;
}

function present(sets: readonly Operand[]): SetValue[] {
  return sets.filter((set) => set !== undefined);
}
