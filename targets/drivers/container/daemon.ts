/**
 * Whether a container daemon answers, and which images it has: asked over its socket, without
 * loading the 128 packages that come with testcontainers.
 */
import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Ability } from '../../machine.ts';
import type { DriverSettings } from '../settings.ts';

export type Daemon = Ability & { readonly images: readonly string[] };

const TIMEOUT_MS = 2_000;
const REMEDY = 'start Docker, or Podman with its Docker socket';

/** Asks the daemon for its images; `why` when none answers. */
export async function askDaemon(settings: DriverSettings): Promise<Daemon> {
  const where = daemonAddress(settings.dockerHost);
  if (where === undefined) {
    // Over ssh or TLS only testcontainers can tell, and it will when a container is started.
    if (settings.dockerHost !== undefined) return { images: [] };
    return { why: `no container daemon is here (${REMEDY})`, images: [] };
  }
  try {
    return { images: imageNames(JSON.parse(await fetchText(where, '/images/json'))) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const remedy = code === 'EACCES' ? 'join the group that may use it' : REMEDY;
    return { why: `no container daemon answers (${message}; ${remedy})`, images: [] };
  }
}

type DaemonAddress = { socketPath: string } | { host: string; port: string };

/** Where the daemon listens; `undefined` when there is no place to ask. */
function daemonAddress(dockerHost: string | undefined): DaemonAddress | undefined {
  if (dockerHost === undefined) {
    const sockets = [
      '/var/run/docker.sock',
      `/run/user/${process.getuid?.() ?? 0}/docker.sock`,
      join(homedir(), '.docker', 'run', 'docker.sock'),
    ];
    const socketPath = sockets.find((path) => existsSync(path));
    return socketPath === undefined ? undefined : { socketPath };
  }
  const [, scheme, rest = ''] = /^(\w+):\/\/(.*)$/.exec(dockerHost) ?? [];
  if (scheme === 'unix') return { socketPath: rest };
  if (scheme !== 'tcp' && scheme !== 'http') return undefined;
  const url = new URL(`http://${rest}`);
  return { host: url.hostname, port: url.port || '2375' };
}

function fetchText(where: DaemonAddress, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asking = request({ ...where, path, timeout: TIMEOUT_MS }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        if (response.statusCode !== 200) reject(new Error(`it says ${text.slice(0, 200)}`));
        else resolve(text);
      });
    });
    asking.on('timeout', () => asking.destroy(new Error(`silent for ${TIMEOUT_MS} ms`)));
    asking.on('error', reject);
    asking.end();
  });
}

function imageNames(images: unknown): string[] {
  const list = Array.isArray(images) ? (images as { RepoTags?: string[] | null }[]) : [];
  return list.flatMap(({ RepoTags }) => RepoTags ?? []);
}
