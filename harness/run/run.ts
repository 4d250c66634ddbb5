/** All targets at once: each goes through the cells at its own pace, and one that fails harms no other. */
import type { RunningTarget, ServerConfig } from '../../targets/target.ts';
import type { ConnectionLimits } from '../wire/connection.ts';
import type { Limits } from './limits.ts';
import type { PlannedCell } from './plan.ts';
import { type CellOutcome, runOnTarget } from './target-run.ts';

/** A target that is up, and the way to another server of it. */
export interface Subject {
  readonly target: RunningTarget;
  readonly nonEmpty: boolean;
  readonly startDedicated: (config: ServerConfig) => Promise<RunningTarget>;
}

export interface RunOptions {
  readonly limits: Limits;
  readonly wire?: ConnectionLimits;
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** Told of each outcome as it comes; a cell that is set right later is told again. */
  readonly onCell?: (target: string, cell: PlannedCell, outcome: CellOutcome) => void;
}

/** Outcomes by target name, then by the cell's row. Cells that an abort cut off are missing. */
export type Outcomes = ReadonlyMap<string, ReadonlyMap<number, CellOutcome>>;

export async function run(
  subjects: readonly Subject[],
  cells: readonly PlannedCell[],
  options: RunOptions,
): Promise<Outcomes> {
  const entries = await Promise.all(
    subjects.map(async (subject) => {
      const { name } = subject.target.spec;
      return [name, await outcomesOn(subject, cells, options)] as const;
    }),
  );
  return new Map(entries);
}

async function outcomesOn(
  { target, nonEmpty, startDedicated }: Subject,
  cells: readonly PlannedCell[],
  { onCell, ...options }: RunOptions,
): Promise<ReadonlyMap<number, CellOutcome>> {
  const outcomes = new Map<number, CellOutcome>();
  await runOnTarget(target, cells, {
    ...options,
    nonEmpty,
    startDedicated,
    onCell: (cell, outcome) => {
      outcomes.set(cell.row, outcome);
      onCell?.(target.spec.name, cell, outcome);
    },
  });
  return outcomes;
}
