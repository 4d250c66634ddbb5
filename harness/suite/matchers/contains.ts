import type { Reply } from '../../wire/reply.ts';
import type { Matcher, Moment } from '../matcher.ts';
import type { Contains } from '../suite-file.generated.ts';
import { type Assignment, assign } from './assignment.ts';
import { ANY_MOMENT, type Compile, holds, missing, placeholder } from './compiling.ts';
import { asAggregate, itemsOf } from './items.ts';

/** `{ contains: […] }`: an aggregate that has at least these items, wherever and beside whatever. */
export const contains: Compile<Contains> = ({ contains }, _, inner): Matcher => {
  const matchers = contains.map(inner);
  const says = `{ contains: [${matchers.map((matcher) => matcher.says).join(', ')}] }`;
  return {
    says,
    open: true,
    nearest: (reply, moment) => nearest(matchers, reply, moment),
    mask: (reply) => mask(matchers, reply),
  };
};

function find(matchers: readonly Matcher[], items: readonly Reply[], moment: Moment): Assignment {
  return assign(matchers.length, items.length, (m, i) => {
    const [matcher, item] = [matchers[m], items[i]];
    return matcher !== undefined && item !== undefined && holds(matcher, item, moment);
  });
}

/** Matchers by the item that they really accept: `assign` also pairs up what is left. */
function found(
  matchers: readonly Matcher[],
  items: readonly Reply[],
  moment: Moment,
): Map<Matcher, Reply> {
  const { byItem } = find(matchers, items, moment);
  const pairs = items.flatMap((item, i): [Matcher, Reply][] => {
    const matcher = matchers[byItem[i] ?? -1];
    return matcher !== undefined && holds(matcher, item, moment) ? [[matcher, item]] : [];
  });
  return new Map(pairs);
}

/** What came, and behind it what is missing, for the rest is free. */
function nearest(matchers: readonly Matcher[], reply: Reply, moment: Moment): Reply {
  const items = itemsOf(reply);
  const has = found(matchers, items ?? [], moment);
  if (items !== undefined && has.size === matchers.length) return reply;
  const lacking = matchers.filter((matcher) => !has.has(matcher));
  const wanted = [...(items ?? []), ...lacking.map((matcher) => missing(matcher, moment))];
  const type = reply.type === 'set' || reply.type === 'push' ? reply.type : 'array';
  return asAggregate(reply, type, wanted);
}

/** Only the items asked for, in the order in which they were asked for, and what kind held them. */
function mask(matchers: readonly Matcher[], reply: Reply): Reply {
  const items = itemsOf(reply);
  const has = found(matchers, items ?? [], ANY_MOMENT);
  if (items === undefined || has.size < matchers.length) return reply;
  const kept = matchers.map((matcher) => matcher.mask(has.get(matcher) as Reply));
  return { type: 'array', items: [...kept, placeholder(`and any others, as ${reply.type}`)] };
}
