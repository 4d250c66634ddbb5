/** What the files of this folder share: how a word of the notation becomes a matcher. */
import type { Protocol, Reply } from '../../wire/reply.ts';
import type { Matcher, Moment } from '../matcher.ts';
import type { Reply as Notation } from '../suite-file.generated.ts';

/** Compiles one word for one protocol; `inner` compiles the replies inside it. */
export type Compile<Wanted> = (
  wanted: Wanted,
  protocol: Protocol,
  inner: (wanted: Notation) => Matcher,
) => Matcher;

/** For masks, which have no moment: any time may have passed. */
export const ANY_MOMENT: Moment = { elapsedMs: Number.POSITIVE_INFINITY };

/** Whether the contract holds. Every matcher of ours hands back the very reply that it accepts. */
export function holds(matcher: Matcher, reply: Reply, moment: Moment): boolean {
  return matcher.nearest(reply, moment) === reply;
}

/**
 * `wanted` with the attributes of the reply seen. A contract says nothing of attributes, so they
 * must not count as a departure from it.
 */
export function withAttributesOf(reply: Reply, wanted: Reply): Reply {
  return reply.attributes === undefined ? wanted : { ...wanted, attributes: reply.attributes };
}

/** What stands in a masked reply for a position that the contract leaves open. */
export function placeholder(says: string): Reply {
  return { type: 'status', text: says };
}

/** Stands for a reply where there is none, to ask a matcher what it would have liked. */
const NOTHING: Reply = { type: 'status', text: '' };

/** What a matcher wants where nothing came. One that takes anything shows what it asks for. */
export function missing(matcher: Matcher, moment: Moment): Reply {
  const wanted = matcher.nearest(NOTHING, moment);
  if (wanted !== NOTHING) return wanted;
  const shown = placeholder(matcher.says);
  return holds(matcher, shown, moment) ? shown : NOTHING;
}

/** A matcher whose accepted replies are all alike to the mask, but for what `hidden` keeps of them. */
export function openMatcher(
  says: string,
  nearest: (reply: Reply, moment: Moment) => Reply,
  hidden: (reply: Reply) => Reply,
): Matcher {
  return {
    says,
    open: true,
    nearest,
    mask: (reply) => (nearest(reply, ANY_MOMENT) === reply ? hidden(reply) : reply),
  };
}

/** The placeholder of a position whose value is open and whose type is not. */
export function hiddenValue(says: string): (reply: Reply) => Reply {
  return (reply) => placeholder(`${says} as ${reply.type}`);
}

/** A matcher that leaves nothing open. */
export function exactMatcher(says: string, nearest: (reply: Reply) => Reply): Matcher {
  return { says, open: false, nearest, mask: (reply) => reply };
}
