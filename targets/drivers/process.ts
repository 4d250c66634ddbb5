/** Brings up a server program of this machine, by its path or by its name on PATH. */
import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { type Catalog, configOf } from '../catalog.ts';
import { type Driver, type StartOptions, TargetError, type TargetSpec } from '../target.ts';
import { onPath } from './on-path.ts';
import { inPlainLocale } from './plain-locale.ts';
import { type ServerProgram, startServerProcess } from './server-process.ts';
import type { DriverSettings } from './settings.ts';
import { identifyProgram } from './version-line.ts';

export function processDriver(catalog: Catalog, settings: DriverSettings): Driver {
  return {
    name: 'process',
    cannotStart: async (spec) => whyNotRunnable(spec, settings),
    start: async (spec: TargetSpec, options: StartOptions) => {
      const why = whyNotRunnable(spec, settings);
      if (why !== undefined) throw new TargetError(spec.name, why);
      const path = locate(spec, settings) ?? '';
      return startServerProcess(spec, await programAt(path, catalog, settings), options, settings);
    },
  };
}

/** The file that a spec's path, or its name on PATH, stands for. */
export function locate({ source = '' }: TargetSpec, { path }: DriverSettings): string | undefined {
  return source.includes('/') ? resolve(source) : onPath(source, path);
}

function whyNotRunnable(spec: TargetSpec, settings: DriverSettings): string | undefined {
  const path = locate(spec, settings);
  if (path === undefined) return `${spec.source} is not on PATH`;
  const file = statSync(path, { throwIfNoEntry: false });
  if (file === undefined) return `${path} does not exist`;
  if (!file.isFile()) return `${path} is not a file`;
  // Any of the three execute bits: whose it is, the kernel says when it is run.
  return (file.mode & 0o111) === 0 ? `${path} is not executable (chmod +x makes it so)` : undefined;
}

/** A known product gets its configuration; an unknown one only what every server has to know. */
async function programAt(
  path: string,
  catalog: Catalog,
  settings: DriverSettings,
): Promise<ServerProgram> {
  const known = await identifyProgram(path, catalog);
  const command = inPlainLocale([path], settings.path, 'inherited');
  if (known === undefined) {
    return { command, flags: 'spaced', config: {}, startedAs: `process ${basename(path)}` };
  }
  const { product, version } = known;
  return {
    command,
    flags: product.flags,
    config: configOf(product, version),
    databasesParameter: product.databasesParameter,
    startedAs: `process ${basename(path)} ${version}`,
  };
}
