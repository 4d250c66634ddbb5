import type { Matcher } from '../matcher.ts';
import type { Range } from '../suite-file.generated.ts';
import { hiddenValue, openMatcher, withAttributesOf } from './compiling.ts';
import { numberLike, numberOf, spelled } from './numbers.ts';

/** `{ range: [0, 100] }`: a number between the two, both included, in any type that carries one. */
export function range({ range: [from, to] }: Range): Matcher {
  const says = `{ range: [${spelled(from)}, ${spelled(to)}] }`;
  return openMatcher(
    says,
    (reply) => {
      const value = numberOf(reply);
      if (value !== undefined && value >= from && value <= to) return reply;
      const bound = value !== undefined && value > to ? to : from;
      return withAttributesOf(reply, numberLike(reply, bound));
    },
    hiddenValue(says),
  );
}
