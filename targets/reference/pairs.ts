/** Replies of pairs, which RESP3 nests and RESP2 writes in a row. */
import type { Pair, Protocol, Reply } from '../../harness/wire/reply.ts';
import { array } from './replies.ts';

/** Pairs as an array of arrays in RESP3, as one flat array in RESP2. */
export function pairs(protocol: Protocol, items: readonly Pair[]): Reply {
  return array(protocol === 3 ? items.map((pair) => array(pair)) : items.flat());
}
