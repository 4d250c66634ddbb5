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
  /** The cells that were in flight, the likeliest first. */
  readonly suspects: PlannedCell[];
  /** True once one of them, alone, did it again. */
  explained: boolean;
}

export class Health {
  readonly incidents: Incident[] = [];
  readonly #target: RunningTarget;
  readonly #limits: Limits;
  #checking: Promise<Failure | undefined> | undefined;
  #suspects: PlannedCell[] = [];
  #gaveUp: string | undefined;

  readonly #signal: AbortSignal;

  constructor(target: RunningTarget, limits: Limits, signal: AbortSignal) {
    this.#target = target;
    this.#limits = limits;
    this.#signal = signal;
  }

  /** Why the target is tested no further; `undefined` while it is. */
  get gaveUp(): string | undefined {
    return this.#gaveUp;
  }

  /**
   * Looks after the server because `suspects` did not come back whole; restarts it when it is gone.
   * Gives what had happened to the server; `undefined` when it was well all along.
   */
  check(suspects: readonly PlannedCell[]): Promise<Failure | undefined> {
    this.#suspects.push(...suspects);
    this.#checking ??= this.#repair().finally(() => {
      this.#checking = undefined;
    });
    return this.#checking;
  }

  async #repair(): Promise<Failure | undefined> {
    const failure = await this.#diagnose();
    const suspects = this.#suspects;
    this.#suspects = [];
    // A server that an interrupt took down has not failed.
    if (failure === undefined || this.#signal.aborted) return undefined;
    this.incidents.push({ failure, suspects, explained: false });
    if (this.incidents.length > this.#limits.incidentsMax) {
      this.#gaveUp = `given up after ${this.incidents.length} failures, the last: ${failure.how}`;
    } else {
      await this.#bringBack(failure);
    }
    return failure;
  }

  async #diagnose(): Promise<Failure | undefined> {
    const ending = await this.#target.ending();
    if (ending !== undefined) return { kind: 'crash', how: `the server ended: ${ending}` };
    if (await answers(this.#target.address, this.#limits)) return undefined;
    // A dying process may be gone a moment after its last connection is.
    const late = await this.#target.ending();
    if (late !== undefined) return { kind: 'crash', how: `the server ended: ${late}` };
    const waited = `no answer to PING on a new connection within ${this.#limits.aliveMs} ms`;
    return { kind: 'hang', how: `the server stopped answering: ${waited}` };
  }

  async #bringBack(failure: Failure): Promise<void> {
    if (!this.#target.owned) {
      this.#gaveUp = `${failure.how}; an endpoint cannot be restarted from here`;
      return;
    }
    try {
      await this.#target.restart();
    } catch (error) {
      this.#gaveUp = `${failure.how}; it could not be restarted: ${(error as Error).message}`;
    }
  }
}
