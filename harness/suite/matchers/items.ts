/** The items of aggregates: reading them, lining them up in order, putting them back. */
import type { Reply } from '../../wire/reply.ts';
import type { Matcher, Moment } from '../matcher.ts';
import { missing } from './compiling.ts';

/** The items of an aggregate, of a map its keys and values in turn; `undefined` for a scalar. */
export function itemsOf(reply: Reply): readonly Reply[] | undefined {
  if ('items' in reply) return reply.items;
  return 'entries' in reply ? reply.entries.flat() : undefined;
}

/**
 * What the matchers want, item by item; the very same list when each accepts its item and none is
 * left over.
 */
export function nearestInOrder(
  matchers: readonly Matcher[],
  items: readonly Reply[],
  moment: Moment,
): readonly Reply[] {
  let wanted: Reply[] | undefined = matchers.length === items.length ? undefined : [];
  for (const [i, matcher] of matchers.entries()) {
    const item = items[i];
    const nearest = item === undefined ? missing(matcher, moment) : matcher.nearest(item, moment);
    if (wanted === undefined && nearest !== item) wanted = items.slice(0, i);
    wanted?.push(nearest);
  }
  return wanted ?? items;
}

/** The items with each masked by its matcher; those beyond the last matcher stay as they are. */
export function maskInOrder(
  matchers: readonly Matcher[],
  items: readonly Reply[],
): readonly Reply[] {
  let masked: Reply[] | undefined;
  for (const [i, item] of items.entries()) {
    const hidden = matchers[i]?.mask(item) ?? item;
    if (masked === undefined && hidden !== item) masked = items.slice(0, i);
    masked?.push(hidden);
  }
  return masked ?? items;
}

/** The reply with these items as an aggregate of this type; the reply itself when it is that already. */
export function asAggregate(
  reply: Reply,
  type: 'array' | 'set' | 'push',
  items: readonly Reply[],
): Reply {
  if (reply.type === type) return reply.items === items ? reply : { ...reply, items };
  return reply.attributes === undefined
    ? { type, items }
    : { type, items, attributes: reply.attributes };
}

/** The aggregate with its items masked; a map is masked pair by pair. */
export function maskItems(
  reply: Reply,
  mask: (items: readonly Reply[]) => readonly Reply[],
): Reply {
  if ('items' in reply) {
    const items = mask(reply.items);
    return items === reply.items ? reply : { ...reply, items };
  }
  return reply;
}
