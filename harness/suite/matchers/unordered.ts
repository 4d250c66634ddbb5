import { encode } from '../../wire/encode.ts';
import type { Reply } from '../../wire/reply.ts';
import type { Matcher, Moment } from '../matcher.ts';
import type { Unordered } from '../suite-file.generated.ts';
import { type Assignment, assign } from './assignment.ts';
import { ANY_MOMENT, type Compile, holds, missing } from './compiling.ts';
import { asAggregate, itemsOf, maskItems } from './items.ts';

const NONE: readonly Reply[] = [];

/** An aggregate of just these items in any order; `says` takes the items in one line. */
export function inAnyOrder(
  matchers: readonly Matcher[],
  type: 'array' | 'set',
  says: (items: string) => string,
): Matcher {
  return {
    says: says(`[${matchers.map((matcher) => matcher.says).join(', ')}]`),
    // One item, or none, has but one order.
    open: matchers.length > 1 || matchers.some((matcher) => matcher.open),
    nearest: (reply, moment) =>
      asAggregate(reply, type, nearestInAnyOrder(matchers, itemsOf(reply) ?? NONE, moment)),
    mask: (reply) => maskItems(reply, (items) => maskInAnyOrder(matchers, items)),
  };
}

function pairUp(matchers: readonly Matcher[], items: readonly Reply[], moment: Moment): Assignment {
  return assign(matchers.length, items.length, (m, i) => {
    const [matcher, item] = [matchers[m], items[i]];
    return matcher !== undefined && item !== undefined && holds(matcher, item, moment);
  });
}

/** What is wanted, in the order of what came, so that only what differs differs. */
function nearestInAnyOrder(
  matchers: readonly Matcher[],
  items: readonly Reply[],
  moment: Moment,
): readonly Reply[] {
  const { byItem, left } = pairUp(matchers, items, moment);
  const wanted = items.flatMap((item, i) => {
    const matcher = matchers[byItem[i] ?? -1];
    return matcher === undefined ? [] : [matcher.nearest(item, moment)];
  });
  for (const m of left) {
    const matcher = matchers[m];
    if (matcher !== undefined) wanted.push(missing(matcher, moment));
  }
  const same = wanted.length === items.length && wanted.every((reply, i) => reply === items[i]);
  return same ? items : wanted;
}

/** Each item masked by the matcher that it goes with, all in an order that only the bytes decide. */
function maskInAnyOrder(matchers: readonly Matcher[], items: readonly Reply[]): readonly Reply[] {
  const { byItem } = pairUp(matchers, items, ANY_MOMENT);
  return inByteOrder(items.map((item, i) => matchers[byItem[i] ?? -1]?.mask(item) ?? item));
}

/** The replies in the order of their bytes in RESP3. */
export function inByteOrder(replies: readonly Reply[]): Reply[] {
  return replies
    .map((reply) => ({ reply, bytes: encode(reply, 3) }))
    .toSorted((a, b) => Number(a.bytes > b.bytes) - Number(a.bytes < b.bytes))
    .map(({ reply }) => reply);
}

/** `{ unordered: […] }`: an array in any order, in both protocols. */
export const unordered: Compile<Unordered> = ({ unordered }, _, inner): Matcher =>
  inAnyOrder(unordered.map(inner), 'array', (items) => `{ unordered: ${items} }`);
