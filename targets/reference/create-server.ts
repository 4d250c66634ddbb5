/** The public entry of the reference server: options in, a running server out. */

import { totalmem } from 'node:os';
import { loadUsersAtStart } from './acl/users-on-disk.ts';
import { CommandTable } from './command-table.ts';
import { families } from './commands/families.ts';
import { defaultSettings, type SettingsInput } from './config.ts';
import { readConfigFile, takeUsers } from './config-file/on-disk.ts';
import { Core, type ProcessFacts, type Timers } from './core.ts';
import { Housekeeping } from './housekeeping.ts';
import { listen } from './server.ts';
import { systemTimers } from './system-timers.ts';

export interface ServerOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number;
  readonly host?: string;
  /** A file in the format of redis.conf; the settings below come before what it says. */
  readonly configFile?: string;
  /** Settings by the names that CONFIG SET knows. */
  readonly settings?: SettingsInput;
  /** Milliseconds since the epoch; tests move it. */
  readonly clock?: () => number;
  /** From 0 to below 1, as `Math.random`. */
  readonly random?: () => number;
  readonly timers?: Timers;
  /** Told of errors that are bugs of the server; the connection that met one is closed. */
  readonly onFault?: (error: unknown) => void;
}

export interface RunningServer {
  readonly host: string;
  readonly port: number;
  /** `host:port`. */
  readonly address: string;
  /** The server's inside, for tests that do without a socket. */
  readonly core: Core;
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const thisProcess: ProcessFacts = {
  id: process.pid,
  platform: `${process.platform} ${process.arch}`,
  executable: process.execPath,
  memory: () => {
    const { rss, heapUsed } = process.memoryUsage();
    return { residentBytes: rss, heapBytes: heapUsed, systemBytes: totalmem() };
  },
  cpuSeconds: () => {
    const { system, user } = process.cpuUsage();
    return { system: system / 1e6, user: user / 1e6 };
  },
};

/** A clock that is moved by hand takes the durations too, so that tests decide them. */
function stopwatchOf({ clock }: ServerOptions): () => number {
  return clock === undefined ? () => performance.now() * 1000 : () => clock() * 1000;
}

/** A server's inside without a socket: what `createServer` listens with. */
export function createCore(options: ServerOptions = {}): Core {
  const file = options.configFile === undefined ? undefined : readConfigFile(options.configFile);
  const core = new Core({
    settings: defaultSettings({
      dir: process.cwd(),
      ...file?.settings,
      ...(options.port === undefined ? {} : { port: options.port }),
      ...options.settings,
    }),
    commands: new CommandTable(families),
    clock: options.clock ?? Date.now,
    stopwatch: stopwatchOf(options),
    random: options.random ?? Math.random,
    timers: options.timers ?? systemTimers,
    process: thisProcess,
  });
  if (file !== undefined) {
    core.configFile = file.path;
    takeUsers(core, file);
  }
  loadUsersAtStart(core);
  return core;
}

/** Starts a server and resolves when it accepts connections. */
export async function createServer(options: ServerOptions = {}): Promise<RunningServer> {
  const core = createCore(options);
  const [host = '127.0.0.1'] = [options.host ?? core.settings.bind.split(' ')[0]];
  const listening = await listen(core, {
    host,
    port: options.port ?? (options.configFile === undefined ? 0 : core.settings.port),
    onFault: options.onFault ?? (() => undefined),
  });
  const { port } = listening.address;
  core.settings.port = port;
  const housekeeping = new Housekeeping(core);
  housekeeping.start();
  const stop = async () => {
    housekeeping.stop();
    core.scripts.stop();
    await listening.stop();
  };
  // After the running request, whose connection must not be torn down under it.
  core.shutDown = () => setImmediate(() => void stop());
  return { host, port, address: `${host}:${port}`, core, stop, [Symbol.asyncDispose]: stop };
}
