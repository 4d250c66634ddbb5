/** What the host offers to the `debian` driver: its tools, its mirror, its keys. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onPath } from '../on-path.ts';
import type { DriverSettings } from '../settings.ts';
import { findMirror, type Mirror, type SourceFile } from './sources.ts';

export interface DebianHost {
  readonly mirror: Mirror;
  readonly keyring: string | undefined;
}

const TOOLS = ['apt-get', 'dpkg-deb', 'flock', 'sh'];
const APT_FOLDER = '/etc/apt';
const KEYRINGS = [
  '/usr/share/keyrings/debian-archive-keyring.gpg',
  '/usr/share/keyrings/debian-archive-keyring.pgp',
];

/** What the driver works with here, or `why` it cannot, with the remedy. */
export async function debianHost(
  settings: DriverSettings,
): Promise<(DebianHost & { why?: undefined }) | { why: string }> {
  const missing = TOOLS.filter((tool) => onPath(tool, settings.path) === undefined);
  if (missing.length > 0) {
    return { why: `this is no Debian host (no ${missing.join(', ')}); use a container (docker:…)` };
  }
  const mirror = settings.debianMirror
    ? { uri: settings.debianMirror, options: [] }
    : findMirror(await sourceFiles());
  if (mirror === undefined) {
    return {
      why: 'the apt sources of this host name no mirror of Debian; set SAMEWIRE_DEBIAN_MIRROR to one, or use a container (docker:…)',
    };
  }
  return { mirror, keyring: KEYRINGS.find((file) => existsSync(file)) };
}

async function sourceFiles(): Promise<SourceFile[]> {
  const parts = join(APT_FOLDER, 'sources.list.d');
  const names = existsSync(parts) ? (await readdir(parts)).toSorted() : [];
  const files = [
    join(APT_FOLDER, 'sources.list'),
    ...names.filter((name) => /\.(list|sources)$/.test(name)).map((name) => join(parts, name)),
  ].filter((file) => existsSync(file));
  return Promise.all(files.map(async (name) => ({ name, text: await readFile(name, 'utf8') })));
}
