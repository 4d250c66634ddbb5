import { isDeepStrictEqual } from 'node:util';
import type { Reply } from '../../wire/reply.ts';
import type { Matcher } from '../matcher.ts';
import type { OneOf } from '../suite-file.generated.ts';
import { type Compile, openMatcher, placeholder } from './compiling.ts';
import { itemsOf } from './items.ts';

/** `{ one-of: […] }`: any one of these replies. */
export const oneOf: Compile<OneOf> = (wanted, _, inner): Matcher => {
  const options = wanted['one-of'].map(inner);
  const says = `{ one-of: [${options.map((option) => option.says).join(', ')}] }`;
  const hidden = placeholder(says);
  return openMatcher(
    says,
    (reply, moment) => {
      const candidates = options.map((option) => option.nearest(reply, moment));
      return candidates.find((candidate) => candidate === reply) ?? closest(candidates, reply);
    },
    () => hidden,
  );
};

/** The candidate that shares most with what came; the first of those that share as much. */
function closest(candidates: readonly Reply[], reply: Reply): Reply {
  return candidates.reduce((best, candidate) =>
    likeness(candidate, reply) > likeness(best, reply) ? candidate : best,
  );
}

/** A rough measure, to choose by: the type first, then how much of an aggregate is the same. */
function likeness(candidate: Reply, reply: Reply): number {
  if (candidate.type !== reply.type) return 0;
  const [ours, theirs] = [itemsOf(candidate) ?? [], itemsOf(reply) ?? []];
  const shared = ours.filter((item, i) => isDeepStrictEqual(item, theirs[i])).length;
  return 1 + shared / Math.max(1, ours.length, theirs.length);
}
