/** Union, intersection and difference of sets, as values. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import type { SetValue } from '../../values/set.ts';

/** A set, or `undefined` for a key that is missing and counts as empty. */
export type Operand = SetValue | undefined;

export function unionOf(sets: readonly Operand[]): ReadonlySet<ByteString> {
  const members = new Set<ByteString>();
  for (const set of sets) for (const member of set?.members() ?? []) members.add(member);
  return members;
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
export function differenceOf([first, ...others]: readonly Operand[]): ByteString[] {
  const taken = present(others);
  return (first?.members() ?? []).filter((member) => !taken.some((set) => set.has(member)));
}

function present(sets: readonly Operand[]): SetValue[] {
  return sets.filter((set) => set !== undefined);
}
