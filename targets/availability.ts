/** What `samewire targets list|install|where` tells and does, without the printing. */
import { everyVersion, nameOf } from './auto.ts';
import type { Catalog, Quirk } from './catalog.ts';
import { pullImage } from './drivers/container/runtime.ts';
import { installedRoot, installFromDebian, serverCommand } from './drivers/debian.ts';
import { locate } from './drivers/process.ts';
import type { DriverSettings } from './drivers/settings.ts';
import { hasImage, type Machine } from './machine.ts';
import { bestSpec, whyNoWay } from './name.ts';
import type { DriverName, TargetSpec } from './target.ts';

export interface ListedTarget {
  readonly name: string;
  readonly title: string;
  /** How it would be brought up here; `undefined` when it cannot. */
  readonly driver: DriverName | undefined;
  /** True when it starts without a download. */
  readonly here: boolean;
  /** In a few words: where it comes from, or why it cannot be had. */
  readonly how: string;
  readonly quirks: readonly Quirk[];
}

/** Every version in the catalog, with what this machine can do about it. */
export function listTargets(
  catalog: Catalog,
  machine: Machine,
  settings: DriverSettings,
): Promise<ListedTarget[]> {
  const listed = everyVersion(catalog).map(async (wanted): Promise<ListedTarget> => {
    const { product, version } = wanted;
    const name = nameOf(wanted);
    const entry = { name, title: `${product.title} ${version}`, quirks: product.quirks };
    const spec = bestSpec(name, wanted, machine);
    if (spec === undefined) {
      return { ...entry, driver: undefined, here: false, how: whyNoWay(wanted, machine) };
    }
    return { ...entry, driver: spec.driver, ...(await sourceOf(spec, catalog, machine, settings)) };
  });
  return Promise.all(listed);
}

export interface Install {
  readonly signal?: AbortSignal;
  readonly onProgress?: (doing: string) => void;
}

/** Downloads what a target needs, unless it is here. Rejects with a `TargetError`. */
export async function installTarget(
  spec: TargetSpec,
  catalog: Catalog,
  settings: DriverSettings,
  install: Install,
): Promise<void> {
  if (spec.driver === 'debian') await installFromDebian(spec, catalog, settings, install);
  if (spec.driver === 'container') await pullImage(spec, install.onProgress);
}

/**
 * Where a target's server is: the command that runs it, its image, its place on the network;
 * `undefined` when it is not here yet.
 */
export async function whereIs(
  spec: TargetSpec,
  catalog: Catalog,
  machine: Machine,
  settings: DriverSettings,
): Promise<string | undefined> {
  switch (spec.driver) {
    case 'embedded':
      return 'inside Samewire';
    case 'process':
      return locate(spec, settings);
    case 'debian': {
      const root = await installedRoot(spec, catalog, settings);
      return root && serverCommand(root).join(' ');
    }
    case 'container':
      return hasImage(machine, spec.source ?? '') ? spec.source : undefined;
    case 'endpoint':
      return spec.name;
  }
}

async function sourceOf(
  spec: TargetSpec,
  catalog: Catalog,
  machine: Machine,
  settings: DriverSettings,
): Promise<{ here: boolean; how: string }> {
  switch (spec.driver) {
    case 'debian': {
      const root = await installedRoot(spec, catalog, settings);
      if (root === undefined) return { here: false, how: 'Debian package, to be downloaded' };
      return {
        here: true,
        how: `Debian package ${root.packageName} ${root.version} (${root.suite})`,
      };
    }
    case 'container': {
      const here = hasImage(machine, spec.source ?? '');
      return { here, how: `image ${spec.source}${here ? '' : ', to be pulled'}` };
    }
    case 'process':
      return { here: true, how: `${spec.source} on PATH` };
    case 'embedded':
      return { here: true, how: 'embedded' };
    case 'endpoint':
      return { here: true, how: spec.name };
  }
}
