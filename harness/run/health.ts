/**
 * Whether a target still lives, and getting it back when it does not.
 *
 * Many lanes notice the end of a server at once; one of them repairs it and all wait. What happened
 * is kept as an incident with the cells that were in flight, until running them alone shows which of
 * them, if any, does it again.
 */
import type { RunningTarget } from '../../targets/target.ts';
import type { Seen } from '../wire/observation.ts';
import { answers } from './dial.ts';
import type { Limits } from './limits.ts';
import type { PlannedCell } from './plan.ts';

/** A server that ended or stopped answering. */
export type Failure = Extract<Seen, { kind: 'crash' | 'hang' }>;

export interface Incident {
  readonly failure: Failure;
  /** The cells that met it first. */
  readonly suspects: readonly PlannedCell[];
  /** All that were on their way to the server. */
  readonly inFlight: ReadonlySet<PlannedCell>;
  /** True once one of them, alone, did it again. */
  explained: boolean;
}

export class Health {
  readonly incidents: Incident[] = [];
  readonly #target: RunningTarget;
  readonly #limits: Limits;
  #checking: Promise<Failure | undefined> | undefined;
  readonly #signal: AbortSignal;
  #hangsInARow = 0;
  #gaveUp: string | undefined;

  constructor(target: RunningTarget, limits: Limits, signal: AbortSignal) {
    this.#target = target;
    this.#limits = limits;
    this.#signal = signal;
  }

  /** Why the target is tested no further; `undefined` while it is. */
  get gaveUp(): string | undefined {
    return this.#gaveUp;
  }

  /** A case came back whole. */
  well(): void {
    this.#hangsInARow = 0;
  }

  /**
   * Looks after the server because `suspects` did not come back whole; restarts it when it is gone.
   * Gives what had happened to the server; `undefined` when it was well all along.
   */
  check(
    suspects: readonly PlannedCell[],
    inFlight: ReadonlySet<PlannedCell>,
  ): Promise<Failure | undefined> {
    this.#checking ??= this.#repair(suspects, new Set([...suspects, ...inFlight])).finally(() => {
      this.#checking = undefined;
    });
    return this.#checking;
  }

  async #repair(
    suspects: readonly PlannedCell[],
    inFlight: ReadonlySet<PlannedCell>,
  ): Promise<Failure | undefined> {
    const failure = await this.#diagnose();
    // A server that an interrupt took down has not failed.
    if (failure === undefined || this.#signal.aborted) return undefined;
    this.incidents.push({ failure, suspects, inFlight, explained: false });
    if (failure.kind === 'hang') this.#hangsInARow += 1;
    const { incidentsMax, hangsInARowMax } = this.#limits;
    if (this.incidents.length >= incidentsMax || this.#hangsInARow >= hangsInARowMax) {
      this.#gaveUp = `given up after ${this.incidents.length} failures, the last: ${failure.how}`;
    } else {
      await this.#bringBack(failure);
    }
    return failure;
  }

  async #diagnose(): Promise<Failure | undefined> {
    const ending = await this.#ending();
    if (ending !== undefined) return { kind: 'crash', how: `the server ended: ${ending}` };
    if (await answers(this.#target.address, this.#limits)) return undefined;
    // A dying process may be gone a moment after its last connection is.
    const late = await this.#ending();
    if (late !== undefined) return { kind: 'crash', how: `the server ended: ${late}` };
    const waited = `no answer to PING on a new connection within ${this.#limits.aliveMs} ms`;
    return { kind: 'hang', how: `the server stopped answering: ${waited}` };
  }

  /** A driver that lost sight of its server (a container that somebody removed) cannot tell. */
  async #ending(): Promise<string | undefined> {
    return this.#target.ending().catch(() => undefined);
  }

  async #bringBack(failure: Failure): Promise<void> {
    if (!this.#target.owned) {
      this.#gaveUp = `${failure.how}; an endpoint cannot be restarted from here`;
      return;
    }
    try {
      await this.#target.restart();
      // An interrupt may have taken it down while it came up; then nobody else would any more.
      if (this.#signal.aborted) await this.#target[Symbol.asyncDispose]();
    } catch (error) {
      this.#gaveUp = `${failure.how}; it could not be restarted: ${(error as Error).message}`;
    }
  }
}
