/** Replies of members, with their scores or without. */
import type { Protocol, Reply } from '../../../../harness/wire/reply.ts';
import { pairs } from '../../pairs.ts';
import { array, bulk, double } from '../../replies.ts';
import type { Scored } from '../../values/score-chunks.ts';

export function membersReply(entries: readonly Scored[]): Reply {
  return array(entries.map(({ key }) => bulk(key)));
}

/** Members with scores: pairs in RESP3, in a row in RESP2. */
export function scoredReply(protocol: Protocol, entries: readonly Scored[]): Reply {
  return pairs(
    protocol,
    entries.map(({ key, score }) => [bulk(key), double(score)]),
  );
}
