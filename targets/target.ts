/**
 * What a target is to the rest of Samewire, whoever brings it up.
 *
 * A driver turns a `TargetSpec` (one word of the user's, resolved) into a `RunningTarget`: an
 * address to connect to, and the few powers that the harness needs over the server behind it.
 * Imports nothing, so that a driver can be written against this file alone.
 */

/** Where a server listens, and what a connection must say first. Never printed whole: see `place`. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly tls?: { readonly ca?: string; readonly servername?: string };
  readonly username?: string;
  readonly password?: string;
}

/** Server configuration, parameter → value, as in the server's own configuration file. */
export type ServerConfig = Readonly<Record<string, string>>;

/** One server to bring up: the user's word for it and what the word was resolved to. */
export interface TargetSpec {
  /** The word that names the target everywhere: `reference`, `valkey@9.1`, `docker:valkey@9.1`, … */
  readonly name: string;
  readonly driver: DriverName;
  /** `redis`, `valkey`, `keydb`, …; `undefined` when only the server itself can tell (endpoint, process). */
  readonly product?: string;
  /** The version asked for, as in the catalog (`9.1`); the full one comes from the server. */
  readonly version?: string;
  /** Driver-specific: a binary's path, a URL, an image, a package. Holds secrets for an endpoint. */
  readonly source?: string;
}

export type DriverName = 'embedded' | 'process' | 'debian' | 'container' | 'endpoint';

export interface StartOptions {
  /** Configuration on top of the driver's own (no persistence, loopback, a free port). */
  readonly config?: ServerConfig;
  /** Aborting gives up a start under way and leaves nothing behind. */
  readonly signal?: AbortSignal;
  /** Told what a long start is doing (`downloading valkey-server 9.1.2`), for the progress line. */
  readonly onProgress?: (doing: string) => void;
}

/** How a server's process ended, in words for a report: `killed by SIGSEGV`, `exit code 1`. */
export type Ending = string;

export interface RunningTarget extends AsyncDisposable {
  readonly spec: TargetSpec;
  /** Where it listens now; another port after `restart` is possible. */
  readonly address: Address;
  /** Databases that the harness may use. Ours: all of them. An endpoint: the one in its URL. */
  readonly databases: readonly number[];
  /** True when the harness started the server and may flush, reconfigure and restart it. */
  readonly owned: boolean;
  /** Server-wide cases (CONFIG SET, FLUSHALL, other databases) may run here. */
  readonly serverWide: boolean;
  /** How it was started, for the evidence: `debian valkey-server 9.1.2`; no secrets, no paths of the machine. */
  readonly startedAs: string;
  /** How the process ended since the last (re)start; `undefined` while it runs or when that cannot be known. */
  ending(): Promise<Ending | undefined>;
  /** The last lines that the server logged; empty when that cannot be had. */
  log(): Promise<string>;
  /** Stops what is left of the server and starts it afresh, empty. Rejects with a `TargetError` when not owned. */
  restart(): Promise<void>;
  /** Sends a POSIX signal to the server's process; rejects when there is none of ours. */
  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT' | 'SIGTERM'): Promise<void>;
  /** Stops the server and removes all it left (process, container, folder). Idempotent. */
  [Symbol.asyncDispose](): Promise<void>;
}

export interface Driver {
  readonly name: DriverName;
  /** Why this target cannot be started on this machine, with the remedy; `undefined` when it can be tried. */
  cannotStart(spec: TargetSpec): Promise<string | undefined>;
  /** Brings the server up and waits until it answers. Rejects with a `TargetError`. */
  start(spec: TargetSpec, options: StartOptions): Promise<RunningTarget>;
}

/** A target that cannot be had: what was tried, why it failed, what the user can do. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
  readonly target: string;
  readonly remedy: string | undefined;

  constructor(target: string, problem: string, options: { remedy?: string; cause?: unknown } = {}) {
    super(`${target}: ${problem}`, { cause: options.cause });
    this.target = target;
    this.remedy = options.remedy;
  }
}

/** An address without its secrets: `127.0.0.1:6379`, `rediss://cache.example:6380`. */
export function place(address: Address): string {
  return `${address.tls ? 'rediss://' : ''}${address.host}:${address.port}`;
}
