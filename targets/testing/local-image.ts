/**
 * Makes a container image of a server that the debian driver unpacked, for machines on which
 * nothing can be pulled: `samewire-local/valkey:9.1`.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import type { InstalledRoot } from '../drivers/debian/store.ts';

const run = promisify(execFile);

/** Imports a root as an image whose entry point is the server. */
export async function makeLocalImage(
  { root, layout, binary }: InstalledRoot,
  name: string,
): Promise<void> {
  const libraries = layout.libraryPath.map((folder) => `/${folder}`).join(':');
  const entryPoint = [`/${layout.loader}`, '--library-path', libraries, `/${binary}`];
  const changes = [
    `ENTRYPOINT ${JSON.stringify(entryPoint)}`,
    'WORKDIR /data',
    'EXPOSE 6379',
  ].flatMap((change) => ['--change', change]);
  const tar = spawn('tar', ['-C', root, '-c', '.'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const docker = spawn('docker', ['import', ...changes, '-', name], {
    stdio: [tar.stdout, 'ignore', 'inherit'],
  });
  const [[packed], [imported]] = await Promise.all([once(tar, 'exit'), once(docker, 'exit')]);
  if (packed !== 0 || imported !== 0) {
    throw new Error(`no image ${name}: tar ended with ${packed}, docker import with ${imported}`);
  }
}

/** Removes an image; containers of it must be gone. */
export async function removeLocalImage(name: string): Promise<void> {
  await run('docker', ['image', 'rm', name]);
}
