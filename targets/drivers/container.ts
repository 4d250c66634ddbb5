/**
 * Brings up servers in containers, through testcontainers' client of whatever runtime is there.
 *
 * Only its client is used: its GenericContainer starts a reaper from a registry, waits in ways that
 * a server which ends early makes hang, and forgets a container that was killed. What this process
 * starts carries its label; what dead processes left is removed at the first start.
 */
import { spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import type { Catalog } from '../catalog.ts';
import {
  type Address,
  type Driver,
  type Ending,
  type RunningTarget,
  type ServerConfig,
  type StartOptions,
  TargetError,
  type TargetSpec,
} from '../target.ts';
import { askDaemon } from './container/daemon.ts';
import { type ImageServer, serverIn } from './container/image.ts';
import { demultiplex } from './container/log-lines.ts';
import {
  type Container,
  connectRuntime,
  ownLabels,
  pullImage,
  type Runtime,
} from './container/runtime.ts';
import { commandLineFlags, databasesOf } from './flags.ts';
import { removeAtExit } from './leftovers.ts';
import { onPath } from './on-path.ts';
import { whyNotReady } from './session.ts';
import type { DriverSettings } from './settings.ts';
import { waitUntil } from './wait-until.ts';

const SERVER_PORT = '6379';
// Docker's own proxy and network take longer to come up than the server.
const READY_DEADLINE_MS = 30_000;
const LOG_LINES_MAX = 30;

export function containerDriver(catalog: Catalog, settings: DriverSettings): Driver {
  return {
    name: 'container',
    cannotStart: async () => (await askDaemon(settings)).why,
    start: async (spec, options) => {
      const runtime = await connectRuntime(spec);
      await pullImage(spec, options.onProgress);
      const target = new ContainerServer(spec, serverIn(spec, catalog), runtime, options, settings);
      try {
        await target.launch(options.signal);
        return target;
      } catch (error) {
        await target[Symbol.asyncDispose]();
        throw error;
      }
    },
  };
}

class ContainerServer implements RunningTarget {
  readonly spec: TargetSpec;
  readonly owned = true;
  readonly serverWide = true;
  readonly startedAs: string;
  readonly databases: readonly number[];
  readonly #server: ImageServer;
  readonly #config: ServerConfig;
  readonly #runtime: Runtime;
  readonly #isGone: () => void;
  #container: Container | undefined;
  #port = 0;

  constructor(
    spec: TargetSpec,
    server: ImageServer,
    runtime: Runtime,
    { config }: StartOptions,
    settings: DriverSettings,
  ) {
    this.spec = spec;
    this.startedAs = `container ${spec.source}`;
    this.#server = server;
    this.#config = { ...server.config, ...config };
    this.#runtime = runtime;
    this.databases = databasesOf(this.#config, server.product?.databasesParameter);
    const docker = onPath('docker', settings.path);
    this.#isGone = removeAtExit(() => {
      if (docker === undefined || this.#container === undefined) return;
      spawnSync(docker, ['rm', '--force', '--volumes', this.#container.id], { stdio: 'ignore' });
    });
  }

  get address(): Address {
    const password = this.#config.requirepass;
    return {
      host: this.#runtime.host,
      port: this.#port,
      ...(password === undefined || password === '' ? {} : { password }),
    };
  }

  async launch(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.#container = await this.#create();
    await this.#container.start();
    const { NetworkSettings } = await this.#container.inspect();
    this.#port = Number(NetworkSettings.Ports[`${SERVER_PORT}/tcp`]?.[0]?.HostPort ?? 0);
    await waitUntil(() => this.#whyNotReady(), {
      target: this.spec.name,
      what: 'answers PING',
      deadlineMs: READY_DEADLINE_MS,
      everyMs: 20,
      signal,
    });
  }

  async ending(): Promise<Ending | undefined> {
    if (this.#container === undefined) return undefined;
    if ((await whyNotReady(this.address, 500)) === undefined) return undefined;
    // Connections break a moment before the daemon knows of the end.
    for (let attempt = 0; attempt < 20; attempt++) {
      const ending = await endingOf(this.#container);
      if (ending !== undefined) return ending;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    return undefined;
  }

  async log(): Promise<string> {
    if (this.#container === undefined) return '';
    const log = await this.#container.logs({ stdout: true, stderr: true, tail: LOG_LINES_MAX });
    return demultiplex(log).trimEnd();
  }

  async restart(): Promise<void> {
    await this.#remove();
    await this.launch();
  }

  async signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT' | 'SIGTERM'): Promise<void> {
    const ending = this.#container === undefined ? 'removed' : await endingOf(this.#container);
    if (this.#container === undefined || ending !== undefined) {
      throw new TargetError(this.spec.name, `no process left to send ${name} to (${ending})`);
    }
    await this.#container.kill({ signal: name });
    if (name === 'SIGKILL') await this.#container.wait();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#remove();
    this.#isGone();
  }

  #create(): Promise<Container> {
    const { words, product, ulimits } = this.#server;
    const flags = commandLineFlags(
      product === undefined ? this.#config : { ...this.#config, port: SERVER_PORT },
      product?.flags ?? 'spaced',
    );
    // A daemon elsewhere has to publish the port to us; one on this machine only to its loopback.
    const HostIp = this.#runtime.host === 'localhost' ? '127.0.0.1' : '';
    return this.#runtime.client.container.create({
      Image: this.spec.source ?? '',
      Cmd: [...words, ...flags],
      Labels: ownLabels(),
      ExposedPorts: { [`${SERVER_PORT}/tcp`]: {} },
      HostConfig: {
        PortBindings: { [`${SERVER_PORT}/tcp`]: [{ HostIp, HostPort: '' }] },
        Ulimits: Object.entries(ulimits).map(([Name, value]) => ({
          Name,
          Soft: Number(value),
          Hard: Number(value),
        })),
      },
    });
  }

  async #whyNotReady(): Promise<string | undefined> {
    const ending = this.#container && (await endingOf(this.#container));
    if (ending === undefined) return whyNotReady(this.address, 1_000);
    const log = await this.log();
    const said = log === '' ? 'It logged nothing.' : `Its last log lines:\n${log}`;
    throw new TargetError(this.spec.name, `the server ended while starting (${ending}). ${said}`);
  }

  async #remove(): Promise<void> {
    const container = this.#container;
    this.#container = undefined;
    await unlessGone(container?.remove({ force: true, v: true }));
  }
}

/** What the daemon says; `undefined` when somebody else removed the container. */
async function unlessGone<Answer>(asked: Promise<Answer> | undefined): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) return undefined;
    throw error;
  }
}

/** How a container's process ended; `undefined` while it runs. */
async function endingOf(container: Container): Promise<Ending | undefined> {
  const { State } = (await unlessGone(container.inspect())) ?? {};
  if (State === undefined) return 'its container was removed';
  if (State.Running) return undefined;
  if (State.OOMKilled) return 'killed by SIGKILL (out of memory)';
  // A shell's convention, which Docker follows: 128 and the number of the signal.
  const signal = Object.entries(constants.signals).find(
    ([, number]) => number === State.ExitCode - 128,
  );
  return signal === undefined ? `exit code ${State.ExitCode}` : `killed by ${signal[0]}`;
}
