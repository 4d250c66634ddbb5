/**
 * What a contract is at run time.
 *
 * A matcher answers two questions about a reply. Everything else follows: a contract holds when the
 * nearest reply *is* the reply, the rung of a violation is the difference between the two, and two
 * targets agree when their masked replies are equal.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Reply } from '../wire/reply.ts';

/** When a reply arrived, for matchers that allow for the time that passed. */
export interface Moment {
  /** Milliseconds since the case began. */
  readonly elapsedMs: number;
}

export interface Matcher {
  /** What it asks for in one line, in the notation of the suites: `{ range: [0, 100] }`. */
  readonly says: string;
  /**
   * Whether two replies that it accepts may differ: what is seen at such a position may be another
   * thing in the next run.
   */
  readonly open: boolean;
  /**
   * The reply that the contract allows and that is closest to the one seen: the very same (deeply
   * equal) reply when the contract holds.
   */
  nearest(reply: Reply, moment: Moment): Reply;
  /** The reply with every position that the contract leaves open made equal for all targets. */
  mask(reply: Reply): Reply;
}

/** Whether the contract holds for the reply. */
export function accepts(matcher: Matcher, reply: Reply, moment: Moment): boolean {
  const nearest = matcher.nearest(reply, moment);
  return nearest === reply || isDeepStrictEqual(nearest, reply);
}
