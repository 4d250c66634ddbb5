/**
 * A server as a process of this machine: what the drivers `process` and `debian` share.
 *
 * It gets a folder of its own and a port that was free a moment ago, and is ready when it answers
 * PING. It runs in a session of its own, so that Ctrl-C reaches Samewire alone, which then stops
 * its servers in order.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Product } from '../catalog.ts';
import { infoFields } from '../identity.ts';
import {
  type Address,
  type Ending,
  type RunningTarget,
  type ServerConfig,
  type StartOptions,
  TargetError,
  type TargetSpec,
} from '../target.ts';
import { commandLineFlags, databasesOf } from './flags.ts';
import { killGroup } from './kill-group.ts';
import { removeAtExit } from './leftovers.ts';
import { noPlace } from './no-place.ts';
import { onPath } from './on-path.ts';
import { freePort, listens, portInUse } from './port.ts';
import { infoServer, whyNotReady } from './session.ts';
import type { DriverSettings } from './settings.ts';
import { waitUntil } from './wait-until.ts';

export interface ServerProgram {
  /** The command and the words before the flags: a binary, or a loader with its arguments. */
  readonly command: readonly [string, ...string[]];
  readonly flags: Product['flags'];
  /** The driver's own configuration; the start's goes on top. */
  readonly config: ServerConfig;
  readonly databasesParameter?: string | undefined;
  readonly startedAs: string;
}

// A server without data is up in 30 ms; a loaded machine may take a hundred times that.
const READY_DEADLINE_MS = 15_000;
const PORT_RACES_MAX = 5;
const LOG_LINES_MAX = 30;

/** Starts the program and waits until it answers. Rejects with a `TargetError` that shows its log. */
export async function startServerProcess(
  spec: TargetSpec,
  program: ServerProgram,
  options: StartOptions,
  settings: DriverSettings,
): Promise<RunningTarget> {
  const folder = await ownFolder(spec, settings);
  const server = new ServerProcess(spec, program, options, settings, folder);
  try {
    await server.launch(options.signal);
    return server;
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
}

async function ownFolder({ name }: TargetSpec, { tempDir }: DriverSettings): Promise<string> {
  try {
    return await mkdtemp(join(tempDir, 'samewire-'));
  } catch (error) {
    throw noPlace(name, tempDir, error);
  }
}

class ServerProcess implements RunningTarget {
  readonly spec: TargetSpec;
  readonly owned = true;
  readonly serverWide = true;
  readonly startedAs: string;
  readonly databases: readonly number[];
  readonly #command: readonly [string, ...string[]];
  readonly #program: ServerProgram;
  readonly #config: ServerConfig;
  readonly #folder: string;
  readonly #isGone: () => void;
  #port = 0;
  #child: ChildProcess | undefined;
  #disposed = false;
  #ending: Ending | undefined;
  /** Settles when the child has ended, or could not be run. */
  #ended: Promise<void> = Promise.resolve();

  constructor(
    spec: TargetSpec,
    program: ServerProgram,
    options: StartOptions,
    settings: DriverSettings,
    folder: string,
  ) {
    this.spec = spec;
    this.startedAs = program.startedAs;
    this.#program = program;
    this.#config = { bind: '127.0.0.1', ...program.config, ...options.config };
    this.databases = databasesOf(this.#config, program.databasesParameter);
    // Where the kernel can, it kills the server with us, even when we are killed ourselves.
    const setpriv = onPath('setpriv', settings.path);
    const [first, ...rest] = program.command;
    this.#command = setpriv ? [setpriv, '--pdeathsig', 'KILL', first, ...rest] : program.command;
    this.#folder = folder;
    this.#isGone = removeAtExit(() => {
      if (this.#child?.pid !== undefined) killGroup(this.#child.pid);
      rmSync(folder, { recursive: true, force: true });
    });
  }

  get address(): Address {
    const password = this.#config.requirepass;
    return {
      host: '127.0.0.1',
      port: this.#port,
      ...(password === undefined || password === '' ? {} : { password }),
    };
  }

  /** Runs the program on a free port, again on another one when the port was taken meanwhile. */
  async launch(signal?: AbortSignal): Promise<void> {
    const fixed = this.#config.port;
    for (let race = 1; ; race++) {
      this.#port = fixed === undefined ? await freePort() : Number(fixed);
      this.#spawn();
      try {
        return await this.#ready(signal);
      } catch (error) {
        const portTaken = /address already in use/i.test(await this.log());
        await this.#stop();
        if (!portTaken) throw error;
        if (fixed !== undefined) throw portInUse(this.spec.name, fixed, error);
        if (race === PORT_RACES_MAX) throw error;
      }
    }
  }

  async ending(): Promise<Ending | undefined> {
    if (this.#ending === undefined && this.#child !== undefined) {
      // The kernel closes a dying process' sockets a moment before it tells that it died.
      if (!(await listens(this.#port))) await Promise.race([this.#ended, sleep(1_000)]);
    }
    return this.#ending;
  }

  async log(): Promise<string> {
    try {
      const text = await readFile(join(this.#folder, 'server.log'), 'utf8');
      return text.trimEnd().split('\n').slice(-LOG_LINES_MAX).join('\n');
    } catch {
      return '';
    }
  }

  async restart(): Promise<void> {
    await this.#stop();
    // An interrupt may take the server down while a run that saw it fall brings it back.
    if (this.#disposed) throw new TargetError(this.spec.name, 'was taken down for good');
    await rm(this.#folder, { recursive: true, force: true });
    await mkdir(this.#folder);
    await this.launch();
  }

  async signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT' | 'SIGTERM'): Promise<void> {
    if (this.#ending !== undefined || this.#child === undefined) {
      throw new TargetError(this.spec.name, `no process left to send ${name} to`);
    }
    this.#child.kill(name);
    // Nothing can refuse SIGKILL, so a caller may rely on it being over.
    if (name === 'SIGKILL') await this.#ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    await this.#stop();
    await rm(this.#folder, { recursive: true, force: true });
    this.#isGone();
  }

  #spawn(): void {
    const config = { ...this.#config, port: String(this.#port), dir: this.#folder };
    const [command, ...words] = [
      ...this.#command,
      ...commandLineFlags(config, this.#program.flags),
    ];
    const log = openSync(join(this.#folder, 'server.log'), 'w');
    this.#ending = undefined;
    const child = spawn(command ?? '', words, {
      cwd: this.#folder,
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.#ended = new Promise((resolve) => {
      child.once('error', (error) => {
        this.#ending ??= `cannot be run: ${error.message}`;
        resolve();
      });
      child.once('exit', (code, signal) => {
        this.#ending ??= signal ? `killed by ${signal}` : `exit code ${code}`;
        resolve();
      });
    });
    this.#child = child;
  }

  async #ready(signal?: AbortSignal): Promise<void> {
    await waitUntil(
      async () => {
        if (this.#ending !== undefined) throw await this.#endedEarly();
        return (await whyNotReady(this.address, 1_000)) ?? (await this.#whyNotOurs());
      },
      {
        target: this.spec.name,
        what: 'answers PING',
        deadlineMs: READY_DEADLINE_MS,
        everyMs: 5,
        signal,
      },
    );
  }

  /** The port may have been taken by another server, which would answer just as well. */
  async #whyNotOurs(): Promise<string | undefined> {
    const info = infoFields(await infoServer(this.address, 1_000));
    const pid = Number(info.get('process_id') ?? this.#child?.pid);
    // A script that does not exec its server has it as a child, in the session that we made.
    const ours = pid === this.#child?.pid || (await sessionOf(pid)) === this.#child?.pid;
    return ours ? undefined : `process ${pid} answers on port ${this.#port}`;
  }

  async #endedEarly(): Promise<TargetError> {
    const log = await this.log();
    const said = log === '' ? 'It logged nothing.' : `Its last log lines:\n${log}`;
    return new TargetError(
      this.spec.name,
      `the server ended while starting (${this.#ending}). ${said}`,
    );
  }

  async #stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child?.pid === undefined) return;
    killGroup(child.pid);
    await this.#ended;
  }
}

/** The session that a process belongs to; `undefined` when that cannot be told. */
async function sessionOf(pid: number): Promise<number | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1');
    // The name, in parentheses, may hold anything; after it come state, parent, group, session.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[3]);
  } catch {
    return undefined;
  }
}
