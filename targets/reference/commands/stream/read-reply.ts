/** What XREAD and XREADGROUP answer, and how they wait. */
import type { Pair, Protocol, Reply } from '../../../../harness/wire/reply.ts';
import { type BlockRequest, block } from '../../blocking.ts';
import type { Connection } from '../../connection.ts';
import { refuse } from '../../errors.ts';
import { INT64_MAX } from '../../numbers.ts';
import { array, map, NULL_ARRAY } from '../../replies.ts';
import type { ReadOptions } from './read-options.ts';

/** In RESP2 pairs of stream and entries, which is not what other maps become. */
export function streamsReply(protocol: Protocol, streams: readonly Pair[]): Reply {
  return protocol === 3 ? map(streams) : array(streams.map((pair) => array(pair)));
}

/** Refuses a time to wait that ends after the last moment there is. */
export function checkBlock({ core }: Connection, { blockMs = 0n }: ReadOptions): void {
  if (blockMs > INT64_MAX - BigInt(core.nowMs)) refuse('ERR timeout is out of range');
}

/** Waits for the streams if that was asked for; the rest is about how. */
export function waitForStreams(
  { sources, blockMs }: ReadOptions,
  how: Pick<BlockRequest, 'argv' | 'wakesOnLoss'>,
): Reply | BlockRequest {
  if (blockMs === undefined) return NULL_ARRAY;
  const keys = sources.map(({ key }) => key);
  const timeoutMs = Number(blockMs);
  return block({ keys, valueType: 'stream', timeoutMs, timeoutReply: NULL_ARRAY, ...how });
}
