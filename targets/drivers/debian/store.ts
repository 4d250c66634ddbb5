/**
 * The store of unpacked servers: one folder for each product, version and architecture.
 *
 * A root is made beside its place and moved there whole, so what is in its place is complete.
 * A lock for each root and for each apt state keeps processes that ask at once out of each other's way.
 */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogVersionOf, type DebianSource, type Product } from '../../catalog.ts';
import { TargetError } from '../../target.ts';
import { limit } from '../limit.ts';
import { AptError, downloadClosure, forgetCaches, prepareApt, updateLists } from './apt.ts';
import { withLock } from './lock.ts';
import { isFile, type RootLayout } from './root.ts';
import type { Mirror } from './sources.ts';
import { unpack } from './unpack.ts';

/** An unpacked server; paths in `layout` and `binary` are relative to `root`. */
export interface InstalledRoot {
  readonly root: string;
  readonly packageName: string;
  /** The upstream version in full: `9.1.2`. */
  readonly version: string;
  readonly suite: string;
  readonly binary: string;
  readonly layout: RootLayout;
}

/** What is to be installed, and the word to name it by in errors. */
export interface Wanted {
  readonly name: string;
  readonly product: Product;
  readonly version: string;
}

export interface StoreOptions {
  readonly folder: string;
  readonly architecture: string;
  readonly mirror: Mirror;
  readonly keyring?: string | undefined;
}

export interface Progress {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((doing: string) => void) | undefined;
}

const MANIFEST = 'samewire.json';

/** Package lists that this process has brought up to date: a second or two of work each. */
const updated = new Set<string>();

// More at once only share the line and the two or so cores that unpacking keeps busy.
const downloadSlot = limit(2);

/** The root of a server, if it has been installed. */
export async function findRoot(
  folder: string,
  architecture: string,
  wanted: Wanted,
): Promise<InstalledRoot | undefined> {
  const root = rootFolder(folder, architecture, wanted);
  try {
    const manifest = JSON.parse(await readFile(join(root, MANIFEST), 'utf8')) as InstalledRoot;
    return (await isFile(join(root, manifest.binary))) ? { ...manifest, root } : undefined;
  } catch {
    return undefined;
  }
}

/** Installs a server unless it is there; the suites of the catalog are tried in their order. */
export async function installRoot(
  wanted: Wanted,
  options: StoreOptions,
  progress: Progress,
): Promise<InstalledRoot> {
  const { folder, architecture } = options;
  await mkdir(folder, { recursive: true });
  const place = rootFolder(folder, architecture, wanted);
  return withLock(`${place}.lock`, progress.signal, async () => {
    const installed = await findRoot(folder, architecture, wanted);
    if (installed !== undefined) return installed;
    const failures: string[] = [];
    for (const source of wanted.product.versions[wanted.version]?.debian ?? []) {
      try {
        return await makeRoot(wanted, source, place, options, progress);
      } catch (error) {
        if (!(error instanceof AptError)) throw error;
        failures.push(`${wanted.product.debianPackage} from ${source.suite}: ${error.said}`);
      }
    }
    throw new TargetError(wanted.name, `cannot be downloaded. ${failures.join(' ')}`, {
      remedy: `Check the network and the mirror, or use docker:${wanted.product.product}@${wanted.version}.`,
    });
  });
}

async function makeRoot(
  wanted: Wanted,
  source: DebianSource,
  place: string,
  options: StoreOptions,
  progress: Progress,
): Promise<InstalledRoot> {
  const packageName = wanted.product.debianPackage ?? '';
  const partial = `${place}.partial`;
  // The lock of this place is ours, so whatever is there was left half-made.
  await rm(partial, { recursive: true, force: true });
  try {
    const archives = join(partial, 'archives');
    await fetchPackages(packageName, source, archives, options, progress);
    const version = await downloadedVersion(archives, packageName);
    if (catalogVersionOf(wanted.product, version) !== wanted.version) {
      throw new AptError(`the suite has ${version} now, not ${wanted.version}`);
    }
    progress.onProgress?.(`unpacking ${packageName} ${version}`);
    const unpacked = await downloadSlot(() =>
      unpack(archives, join(partial, 'root'), wanted.product, progress.signal),
    );
    const manifest = { packageName, version, suite: source.suite, ...unpacked };
    await writeFile(join(partial, 'root', MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    await rm(place, { recursive: true, force: true });
    await rename(join(partial, 'root'), place);
    return { ...manifest, root: place };
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** Targets of one suite share its package lists, which are most of what there is to download. */
async function fetchPackages(
  packageName: string,
  source: DebianSource,
  archives: string,
  { folder, architecture, mirror, keyring }: StoreOptions,
  { signal, onProgress }: Progress,
): Promise<void> {
  const state = join(folder, `apt-${source.suite}-${architecture}`);
  await withLock(`${state}.lock`, signal, () =>
    downloadSlot(async () => {
      const apt = await prepareApt({ folder: state, architecture, mirror, source, keyring });
      if (!updated.has(state)) {
        onProgress?.(`reading what ${source.suite} has`);
        await updateLists(apt, signal);
        updated.add(state);
      }
      onProgress?.(`downloading ${packageName} from ${source.suite}`);
      await downloadClosure(apt, packageName, source, archives, signal);
      await forgetCaches(apt);
    }),
  );
}

/** The upstream part of the version that was downloaded: `8.0.2` of `5:8.0.2-3+deb13u1`. */
async function downloadedVersion(archives: string, packageName: string): Promise<string> {
  const file = (await readdir(archives)).find((name) => name.startsWith(`${packageName}_`));
  if (file === undefined) throw new AptError(`apt downloaded no ${packageName}`);
  return upstreamVersion(file.split('_')[1] ?? '');
}

/** The numbers of a Debian version, without epoch, suffix and revision. Pure. */
export function upstreamVersion(debianVersion: string): string {
  const withoutEpoch = decodeURIComponent(debianVersion).replace(/^\d+:/, '');
  return /^\d+(\.\d+)*/.exec(withoutEpoch)?.[0] ?? withoutEpoch;
}

function rootFolder(folder: string, architecture: string, { product, version }: Wanted): string {
  return join(folder, `${product.product}-${version}-${architecture}`);
}
