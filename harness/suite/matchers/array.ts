import type { Reply } from '../../wire/reply.ts';
import type { Matcher } from '../matcher.ts';
import type { Reply as Notation } from '../suite-file.generated.ts';
import { asAggregate, itemsOf, maskInOrder, maskItems, nearestInOrder } from './items.ts';

const NONE: readonly Reply[] = [];

/** An aggregate of these items in this order; `says` takes the items in one line. */
export function inOrder(
  matchers: readonly Matcher[],
  type: 'array' | 'push',
  says: (items: string) => string,
): Matcher {
  return {
    says: says(`[${matchers.map((matcher) => matcher.says).join(', ')}]`),
    open: matchers.some((matcher) => matcher.open),
    nearest: (reply, moment) =>
      asAggregate(reply, type, nearestInOrder(matchers, itemsOf(reply) ?? NONE, moment)),
    mask: (reply) => maskItems(reply, (items) => maskInOrder(matchers, items)),
  };
}

/** `[a, 1]`: an array in this order, in both protocols. */
export function array(wanted: readonly Notation[], inner: (wanted: Notation) => Matcher): Matcher {
  return inOrder(wanted.map(inner), 'array', (items) => items);
}
