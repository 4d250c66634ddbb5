/** The public entry of the reference server: options in, a running server out. */

import { totalmem } from 'node:os';
import { loadUsersAtStart } from './acl/users-on-disk.ts';
import { CommandTable } from './command-table.ts';
import { families } from './commands/families.ts';
import { defaultSettings, type SettingsInput } from './config.ts';
import { readConfigFile, takeUsers } from './config-file/on-disk.ts';
import { Core, type ProcessFacts, type Timers } from './core.ts';
import { Housekeeping } from './housekeeping.ts';
import { ManualClock } from './manual-clock.ts';
import { seededRandom } from './seeded-random.ts';
import { listen } from './server.ts';
import { systemTimers } from './system-timers.ts';

export { ManualClock };

export interface ServerOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number;
  readonly host?: string;
  /** A file in the format of redis.conf; the settings below come before what it says. */
  readonly configFile?: string;
  /** Settings by the names that CONFIG SET knows. */
  readonly settings?: SettingsInput;
  /** A `ManualClock` moves when a test says so; a function gives milliseconds since the epoch. */
  readonly clock?: ManualClock | (() => number);
  /** The same seed gives the same random members, keys and samples. */
  readonly seed?: number;
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

interface Time {
  readonly clock: () => number;
  readonly timers: Timers;
  /** Microseconds that never go back. */
  readonly stopwatch: () => number;
}

/** A clock of the caller's takes the durations too, so that tests decide them. */
function timeOf(clock: ServerOptions['clock']): Time {
  if (clock instanceof ManualClock) {
    return {
      clock: () => clock.nowMs,
      timers: clock.timers,
      stopwatch: () => clock.nowMs * 1000,
    };
  }
  const timers = systemTimers;
  return clock === undefined
    ? { clock: Date.now, timers, stopwatch: () => performance.now() * 1000 }
    : { clock, timers, stopwatch: () => clock() * 1000 };
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
    ...timeOf(options.clock),
    random: options.seed === undefined ? Math.random : seededRandom(options.seed),
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
