/** What a context makes of a case: bytes to send in one go, and how to read their replies. */
import type { Arrival } from '../../wire/connection.ts';
import type { Observation } from '../../wire/observation.ts';
import type { ByteString, Protocol } from '../../wire/reply.ts';

export interface Lifted {
  readonly bytes: ByteString;
  /** How many replies a server in step sends. */
  readonly replies: number;
  /** How many of them come before that of the first step. */
  readonly lead: number;
  /**
   * The observations of the case's steps, one each, from as many arrivals as `replies` says: each
   * reply as it would have been outside the context, so that the contract speaks of it.
   */
  read(arrivals: readonly Arrival[], elapsedMs: number, protocol: Protocol): Observation[];
}

const NONE: readonly never[] = [];

/** A step that got its reply and nothing else. */
export function answered(seen: Observation['seen'], elapsedMs: number): Observation {
  return { seen, pushes: NONE, extra: NONE, closed: false, elapsedMs };
}
