/** The real server to measure on: the one asked for, or the first that this machine can have. */
import { autoTargets } from '../targets/auto.ts';
import type { Catalog } from '../targets/catalog.ts';
import type { Machine } from '../targets/machine.ts';
import { parseTarget } from '../targets/name.ts';
import {
  type Driver,
  type DriverName,
  type RunningTarget,
  TargetError,
  type TargetSpec,
} from '../targets/target.ts';

const PREFERRED = 'debian:valkey@9.1';

type Drivers = Readonly<Record<DriverName, Driver>>;

/** Starts it. Rejects with a `TargetError` when there is none, or none that may be flushed. */
export async function startTarget(
  word: string | undefined,
  catalog: Catalog,
  machine: Machine,
  drivers: Drivers,
  signal: AbortSignal,
): Promise<RunningTarget> {
  const spec =
    word === undefined
      ? await firstReal(catalog, machine, drivers)
      : parseTarget(word, catalog, machine);
  if (spec.driver === 'endpoint') {
    throw new TargetError(spec.name, 'is not ours to flush between two cases', {
      remedy: 'Name a target that Samewire starts itself.',
    });
  }
  return drivers[spec.driver].start(spec, { signal });
}

async function firstReal(
  catalog: Catalog,
  machine: Machine,
  drivers: Drivers,
): Promise<TargetSpec> {
  const { specs } = autoTargets(catalog, machine);
  for (const spec of [parseTarget(PREFERRED, catalog, machine), ...specs]) {
    // The reference shares this process, and would share its CPU time.
    if (spec.driver === 'embedded') continue;
    if ((await drivers[spec.driver].cannotStart(spec)) === undefined) return spec;
  }
  throw new TargetError('bench', 'this machine has no real server to measure on', {
    remedy: '`samewire targets list` shows why.',
  });
}
