/** The surface of servers that are started for it, asked and stopped again. */
import type { Driver, DriverName, TargetSpec } from '../../targets/target.ts';
import { joinSurfaces, readSurface, type Surface } from '../coverage/surface.ts';
import { question } from '../run/ask.ts';
import { LIMITS } from '../run/limits.ts';
import { UsageError } from './exit-code.ts';

/** All that any of these targets documents. Rejects when one of them does not. */
export async function liveSurface(
  specs: readonly TargetSpec[],
  drivers: Readonly<Record<DriverName, Driver>>,
  signal: AbortSignal,
): Promise<Surface> {
  const surfaces = specs.map((spec) => surfaceOf(spec, drivers[spec.driver], signal));
  // Every server is down again before any failure is told.
  const settled = await Promise.allSettled(surfaces);
  return joinSurfaces(
    settled.map((one) => {
      if (one.status === 'rejected') throw one.reason;
      return one.value;
    }),
  );
}

async function surfaceOf(spec: TargetSpec, driver: Driver, signal: AbortSignal): Promise<Surface> {
  await using target = await driver.start(spec, { signal });
  const [database = 0] = target.databases;
  const answer = await question(target.address, database, LIMITS, [
    ['COMMAND', 'DOCS'],
    ['COMMAND', 'INFO'],
  ]);
  const [docs, info] = answer.kind === 'answered' ? answer.replies : [];
  if (docs === undefined || info === undefined || docs.type === 'error' || info.type === 'error') {
    throw new UsageError(`${spec.name} does not answer COMMAND DOCS and COMMAND INFO`, {
      remedy: 'Measure against Redis 7.0 or later, or any Valkey.',
    });
  }
  return readSurface(shortName(spec), docs, info);
}

/** `redis@8.6`, however it was started. */
function shortName({ name, product, version }: TargetSpec): string {
  return product === undefined || version === undefined ? name : `${product}@${version}`;
}
