/** How long a run waits, and for what. All in milliseconds. */
export interface Limits {
  /** A reply that a step waits for. */
  readonly replyMs: number;
  /** A connection, and the answer to its greeting. */
  readonly connectMs: number;
  /** PING on a fresh connection, before a server counts as hung. */
  readonly aliveMs: number;
  /** How long a connection that should be closed may take to close. */
  readonly closeMs: number;
  /** Restarts of one target before it is given up. */
  readonly incidentsMax: number;
}

export const LIMITS: Limits = {
  // A loaded two-core machine was seen to stall a server for a second; five is beyond doubt.
  replyMs: 5_000,
  connectMs: 5_000,
  aliveMs: 3_000,
  closeMs: 1_000,
  incidentsMax: 10,
};
