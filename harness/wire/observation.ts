/** Everything seen at one step of a case, on one target. */
import type { Arrival } from './connection.ts';
import type { Reply } from './reply.ts';

export type Seen =
  | Arrival
  /** The server's process ended during the step; `how` says how. */
  | { readonly kind: 'crash'; readonly how: string }
  /** The server stopped answering anyone; `how` says how that was found. */
  | { readonly kind: 'hang'; readonly how: string }
  /** The step asked for no reply (a `pending` send that stayed unanswered, a fill that went well). */
  | { readonly kind: 'nothing' }
  /** An earlier step left nothing to run this one on. */
  | { readonly kind: 'not-reached'; readonly why: string };

export interface Observation {
  readonly seen: Seen;
  /** Out-of-band pushes that came while the step waited. */
  readonly pushes: readonly Reply[];
  /** The server hung up during the step or right after its reply. */
  readonly closed: boolean;
  /** Arrivals that nobody asked for: the connection is out of step. */
  readonly extra: readonly Arrival[];
  /** When the step was over, in milliseconds since the case began. */
  readonly elapsedMs: number;
}

/** What was asked of the keyspace after the last step: see `harness/suite/post-state.ts`. */
export interface PostState {
  /** One for each question. */
  readonly replies: readonly Reply[];
  /** On a clock that all targets of a run share, in milliseconds. */
  readonly takenAtMs: number;
}
