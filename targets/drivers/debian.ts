/**
 * Brings up servers from Debian packages of any suite, side by side, without root and without
 * installing anything: packages are unpacked into a folder each and run by their own loader.
 */
import { join } from 'node:path';
import { type Catalog, configOf, findProduct } from '../catalog.ts';
import {
  type Driver,
  type RunningTarget,
  type StartOptions,
  TargetError,
  type TargetSpec,
} from '../target.ts';
import { debianArchitecture } from './architecture.ts';
import { debianHost } from './debian/host.ts';
import {
  findRoot,
  type InstalledRoot,
  installRoot,
  type Progress,
  type Wanted,
} from './debian/store.ts';
import { commandIn } from './debian/unpack.ts';
import { noPlace } from './no-place.ts';
import { inPlainLocale } from './plain-locale.ts';
import { startServerProcess } from './server-process.ts';
import type { DriverSettings } from './settings.ts';

export function debianDriver(catalog: Catalog, settings: DriverSettings): Driver {
  return {
    name: 'debian',
    cannotStart: async (spec) => {
      const installed = await installedRoot(spec, catalog, settings);
      return installed ? undefined : (await debianHost(settings)).why;
    },
    start: (spec, options) => start(spec, options, catalog, settings),
  };
}

/** Downloads and unpacks a server unless that was done before. Rejects with a `TargetError`. */
export async function installFromDebian(
  spec: TargetSpec,
  catalog: Catalog,
  settings: DriverSettings,
  progress: Progress,
): Promise<InstalledRoot> {
  const wanted = wantedOf(spec, catalog);
  const installed = await installedRoot(spec, catalog, settings);
  if (installed !== undefined) return installed;
  const host = await debianHost(settings);
  if (host.why !== undefined) throw new TargetError(spec.name, host.why);
  const store = storeOf(settings);
  return installRoot(wanted, { ...host, ...store }, progress).catch((error: unknown) => {
    // ENOSPC, EACCES, EROFS … of our own writing; apt and dpkg tell of theirs in their own words.
    const { syscall } = error as NodeJS.ErrnoException;
    throw syscall === undefined ? error : noPlace(spec.name, store.folder, error);
  });
}

/** Where a server was unpacked; `undefined` when it was not yet. */
export function installedRoot(
  spec: TargetSpec,
  catalog: Catalog,
  settings: DriverSettings,
): Promise<InstalledRoot | undefined> {
  const { folder, architecture } = storeOf(settings);
  return findRoot(folder, architecture, wantedOf(spec, catalog));
}

/** The words that run an installed server. */
export function serverCommand(installed: InstalledRoot): [string, ...string[]] {
  return commandIn(installed.root, installed);
}

async function start(
  spec: TargetSpec,
  options: StartOptions,
  catalog: Catalog,
  settings: DriverSettings,
): Promise<RunningTarget> {
  const installed = await installFromDebian(spec, catalog, settings, options);
  const { product } = wantedOf(spec, catalog);
  const program = {
    // Nothing else, because a library that LD_PRELOAD names was made for the host's libc.
    command: inPlainLocale(serverCommand(installed), settings.path, [luaModules(installed)]),
    flags: product.flags,
    config: configOf(product, installed.version),
    databasesParameter: product.databasesParameter,
    startedAs: `debian ${installed.packageName} ${installed.version} (${installed.suite})`,
  };
  return startServerProcess(spec, program, options, settings);
}

/** Redis 6.0 of Debian loads cjson and its like from where Debian's Lua has its modules. */
function luaModules({ root, layout }: InstalledRoot): string {
  const places = layout.libraryPath.map((folder) => join(root, folder, 'lua', '5.1', '?.so'));
  return `LUA_CPATH=${places.join(';')}`;
}

function storeOf(settings: DriverSettings): { folder: string; architecture: string } {
  return {
    folder: join(settings.cacheDir, 'debian'),
    architecture: debianArchitecture(process.arch),
  };
}

function wantedOf(spec: TargetSpec, catalog: Catalog): Wanted {
  const product = findProduct(catalog, spec.product ?? '');
  const { version = '' } = spec;
  if (product?.versions[version]?.debian === undefined) {
    throw new TargetError(spec.name, 'is in none of the Debian suites that the catalog knows');
  }
  return { name: spec.name, product, version };
}
