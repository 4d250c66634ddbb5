/** One cell on its own: a clean database, the case step by step, and what its silence says of the server. */
import type { RunningTarget } from '../../targets/target.ts';
import type { ConnectionLimits } from '../wire/connection.ts';
import type { Observation, PostState } from '../wire/observation.ts';
import { lift } from './contexts/lift.ts';
import { execute } from './execute.ts';
import { executeLifted } from './execute-lifted.ts';
import type { Health } from './health.ts';
import type { Hygiene } from './hygiene.ts';
import type { Patience } from './patience.ts';
import type { PlannedCell } from './plan.ts';
import { askPostState } from './post-state.ts';
import type { Questions } from './questions.ts';
import type { SpareConnections } from './spare-connections.ts';
import { seesConnections } from './traces.ts';
import { isSilent, looksWrong, neverBegan } from './trouble.ts';

/** What became of one cell. */
export type CellOutcome =
  | {
      readonly kind: 'observed';
      readonly observations: readonly Observation[];
      /** Absent where it was not asked for, or not told. */
      readonly state?: PostState;
      readonly tookMs: number;
    }
  | { readonly kind: 'blocked'; readonly why: string };

/** Where a cell runs, and who keeps that clean. */
export interface Room {
  readonly database: number;
  readonly hygiene: Hygiene;
  readonly questions: Questions;
  readonly spare?: SpareConnections;
}

/** Leaves nothing unsaid, and no connection. */
export async function endRoom(room: Room): Promise<void> {
  await room.questions.sendNow();
  closeAll(room);
}

/** Connections are opened anew when they are needed. */
function closeAll({ questions, spare }: Room): void {
  questions.close();
  spare?.close();
}

export interface CellRunnerOptions {
  readonly wire?: ConnectionLimits;
  /** Milliseconds that never go back. */
  readonly now: () => number;
}

export class CellRunner {
  readonly #target: RunningTarget;
  readonly #patience: Patience;
  readonly #health: Health;
  readonly #options: CellRunnerOptions;

  constructor(
    target: RunningTarget,
    patience: Patience,
    health: Health,
    options: CellRunnerOptions,
  ) {
    this.#target = target;
    this.#patience = patience;
    this.#health = health;
    this.#options = options;
  }

  /** What keeps the cell from running; `undefined` when it can. */
  async prepare(cell: PlannedCell, { database, hygiene }: Room): Promise<CellOutcome | undefined> {
    const began = this.#options.now();
    const readiness = await hygiene.before(cell, database);
    switch (readiness.kind) {
      case 'ready':
        return undefined;
      case 'blocked':
        return readiness;
      case 'unanswered':
        return this.#weighed(neverBegan(cell, readiness.arrival), began);
    }
  }

  async execute(cell: PlannedCell, room: Room): Promise<CellOutcome> {
    const { database, hygiene, questions, spare } = room;
    if (seesConnections(cell.subject)) closeAll(room);
    const { wire, now } = this.#options;
    const surroundings = {
      address: this.#target.address,
      protocol: cell.protocol,
      database,
      limits: this.#patience.limits,
      questions,
      ...(spare === undefined ? {} : { spare }),
      ...(wire === undefined ? {} : { wire }),
    };
    const began = now();
    const lifted = cell.context === 'plain' ? undefined : lift(cell.subject, cell.context);
    const observations = await (lifted === undefined
      ? execute(cell, surroundings, now)
      : executeLifted(cell, lifted, surroundings, now));
    const outcome = this.#weighed(observations, began);
    const state = observations.some(looksWrong)
      ? undefined
      : await askPostState(cell, database, questions, now);
    await hygiene.after(cell, database);
    // Whoever looks after the server next would find it in the condition that the case has put it in.
    if (state === undefined && observations.some(looksWrong)) await questions.sendNow();
    return state === undefined ? outcome : { ...outcome, state };
  }

  /** The server answers as it should: patience and health begin anew. */
  wellAgain(): void {
    this.#patience.answer();
    this.#health.well();
  }

  #weighed(
    observations: readonly Observation[],
    began: number,
  ): Extract<CellOutcome, { kind: 'observed' }> {
    if (observations.some(isSilent)) this.#patience.silence();
    else if (!observations.some(looksWrong)) this.wellAgain();
    return { kind: 'observed', observations, tookMs: this.#options.now() - began };
  }
}
