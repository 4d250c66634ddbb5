/** How long a run waits, and for what, in milliseconds; and how often it is disappointed. */
export interface Limits {
  /** A reply that a step waits for. */
  readonly replyMs: number;
  /** A connection, and the answer to its greeting. */
  readonly connectMs: number;
  /** PING on a fresh connection, before a server counts as hung. */
  readonly aliveMs: number;
  /** How long a connection that should be closed may take to close. */
  readonly closeMs: number;
  /** Failures of one target, each with a restart, before it is given up. */
  readonly incidentsMax: number;
  /** Of them those in which it hung, which take long, with no case between them that came back whole. */
  readonly hangsInARowMax: number;
  /** Cases one after the other that get no reply, before a target is given up. */
  readonly silentInARowMax: number;
  /** Waits for a reply that did not come, in all. */
  readonly silentMax: number;
}

export const LIMITS: Limits = {
  // A loaded two-core machine was seen to stall a server for a second; five is beyond doubt.
  replyMs: 5_000,
  connectMs: 5_000,
  aliveMs: 3_000,
  closeMs: 1_000,
  // Each case that ends a server costs up to two, in two protocols: enough for ten of them.
  incidentsMax: 40,
  hangsInARowMax: 5,
  silentInARowMax: 10,
  silentMax: 100,
};
