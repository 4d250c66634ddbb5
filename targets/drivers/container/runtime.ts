/**
 * The container runtime, through testcontainers' client: found, asked for images, and cleared of what
 * dead Samewire processes left. Loaded only when a container is wanted, for it brings 128 packages.
 */
import { hostname } from 'node:os';
import type { ContainerRuntimeClient, ImageName } from 'testcontainers';
import { TargetError, type TargetSpec } from '../../target.ts';

export interface Runtime {
  readonly client: ContainerRuntimeClient;
  readonly ImageName: typeof ImageName;
  /** Where published ports are reached. */
  readonly host: string;
}

export type Container = ReturnType<ContainerRuntimeClient['container']['getById']>;

const LABEL_PID = 'samewire.pid';
const LABEL_HOST = 'samewire.host';

/** What marks a container as this process' own. */
export function ownLabels(): Record<string, string> {
  return { [LABEL_PID]: String(process.pid), [LABEL_HOST]: hostname() };
}

/** Loads testcontainers and finds the runtime; rejects with a `TargetError` when there is none. */
export async function connectRuntime({ name }: TargetSpec): Promise<Runtime> {
  const { getContainerRuntimeClient, ImageName } = await import('testcontainers');
  const client = await getContainerRuntimeClient().catch((cause: unknown) => {
    throw new TargetError(name, 'no container daemon answers', {
      remedy: 'Start Docker, or Podman with its Docker socket; on Debian, use debian:…',
      cause,
    });
  });
  leftBehindRemoved ??= removeLeftBehind(client);
  await leftBehindRemoved;
  return { client, ImageName, host: await publishedHost(client) };
}

/**
 * A daemon that goes by this machine's name publishes to our own loopback. Testcontainers cannot tell:
 * inside a container it takes the daemon to be outside, though it may well run beside us.
 */
async function publishedHost(client: ContainerRuntimeClient): Promise<string> {
  const { Name } = await client.container.dockerode.info();
  return Name === hostname() ? 'localhost' : client.info.containerRuntime.host;
}

let leftBehindRemoved: Promise<void> | undefined;

/** Removes containers of Samewire processes of this host that are no more. */
async function removeLeftBehind(client: ContainerRuntimeClient): Promise<void> {
  const ours = await client.container.dockerode.listContainers({
    all: true,
    filters: { label: [`${LABEL_HOST}=${hostname()}`] },
  });
  const orphans = ours.filter(({ Labels }) => !isAlive(Number(Labels[LABEL_PID])));
  const removals = orphans.map(({ Id }) =>
    client.container.getById(Id).remove({ force: true, v: true }),
  );
  // Another Samewire may be removing the same ones; what stays is tried again next time.
  await Promise.allSettled(removals);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Pulls a spec's image unless the daemon has it. Rejects with a `TargetError` that names it. */
export async function pullImage(
  spec: TargetSpec,
  onProgress?: (doing: string) => void,
): Promise<void> {
  const { client, ImageName } = await connectRuntime(spec);
  const image = spec.source ?? '';
  const name = ImageName.fromString(image);
  if (await client.image.exists(name)) return;
  onProgress?.(`pulling ${image}`);
  let cause: unknown;
  try {
    await client.image.pull(name);
  } catch (error) {
    cause = error;
  }
  // A pull that the registry cuts short ends like one that went well.
  if (await client.image.exists(name)) return;
  const why = cause instanceof Error ? cause.message : 'the registry sent nothing of use';
  throw new TargetError(spec.name, `the image ${image} is not here and cannot be pulled (${why})`, {
    remedy: `Check the name, or fetch it by hand: docker pull ${image}.`,
    cause,
  });
}
