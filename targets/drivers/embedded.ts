/** Brings up the bundled reference server inside this process. */
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Catalog, findProduct } from '../catalog.ts';
import { CONFIG_NAMES, type SettingsInput } from '../reference/config.ts';
import { parseSetting } from '../reference/parse-setting.ts';
import {
  type Address,
  type Driver,
  type RunningTarget,
  type ServerConfig,
  TargetError,
  type TargetSpec,
} from '../target.ts';
import type { ThreadInput, ThreadMessage } from './embedded/thread.ts';
import { databasesOf } from './flags.ts';
import { portInUse } from './port.ts';

export function embeddedDriver(catalog: Catalog): Driver {
  return {
    name: 'embedded',
    cannotStart: async () => undefined,
    start: async (spec, options) => {
      const own = findProduct(catalog, 'reference')?.config ?? {};
      const target = new EmbeddedServer(spec, { ...own, ...options.config });
      await target.listen();
      return target;
    },
  };
}

class EmbeddedServer implements RunningTarget {
  readonly spec: TargetSpec;
  readonly owned = true;
  readonly serverWide = true;
  readonly startedAs = 'embedded reference server';
  readonly databases: readonly number[];
  readonly #config: ServerConfig;
  #thread: Worker | undefined;
  #ending: string | undefined;
  #port = 0;
  #faults: string[] = [];

  constructor(spec: TargetSpec, config: ServerConfig) {
    this.spec = spec;
    this.#config = config;
    this.databases = databasesOf(config);
  }

  get address(): Address {
    return { host: '127.0.0.1', port: this.#port };
  }

  /** In a thread of its own: a busy harness does not slow it down, and it cannot stop the harness. */
  async listen(): Promise<void> {
    const settings = referenceSettings(this.spec.name, this.#config);
    const input: ThreadInput = { settings, port: settings.port ?? 0 };
    const thread = new Worker(THREAD, { workerData: input, stderr: true });
    this.#thread = thread;
    this.#ending = undefined;
    const first = await new Promise<ThreadMessage>((resolve) => {
      thread.on('message', (message: ThreadMessage) => {
        if (message.kind === 'fault') this.#faults.push(message.text);
        else resolve(message);
      });
      thread.on('error', (error) => {
        this.#ending = `stopped by an error: ${error.message}`;
        resolve({ kind: 'failed', message: error.message });
      });
      thread.on('exit', (code) => {
        this.#ending ??= `ended with ${code}`;
      });
    });
    if (first.kind === 'listening') this.#port = first.port;
    else throw await this.#failed(first, settings.port);
  }

  async #failed(message: ThreadMessage, port: number | undefined): Promise<Error> {
    await this[Symbol.asyncDispose]();
    const [text, code] = message.kind === 'failed' ? [message.message, message.code] : ['', ''];
    const cause = new Error(text);
    if (code === 'EADDRINUSE') return portInUse(this.spec.name, `${port}`, cause);
    return new TargetError(this.spec.name, `did not start: ${text}`, { cause });
  }

  async ending(): Promise<string | undefined> {
    return this.#ending;
  }

  /** Errors that are bugs of the reference server. */
  async log(): Promise<string> {
    return this.#faults.join('\n');
  }

  async restart(): Promise<void> {
    await this[Symbol.asyncDispose]();
    this.#faults = [];
    await this.listen();
  }

  async signal(name: string): Promise<void> {
    throw new TargetError(this.spec.name, `runs inside Samewire, which cannot send itself ${name}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    thread?.removeAllListeners('exit');
    await thread?.terminate();
  }
}

/** Beside this file, which is TypeScript in a clone and JavaScript when installed. */
const THREAD = new URL(`./embedded/thread${extname(import.meta.url)}`, import.meta.url);

/** Configuration as text, to the reference server's typed settings. */
function referenceSettings(target: string, config: ServerConfig): SettingsInput {
  const settings = Object.entries(config).map(([name, text]) => {
    const parameter = CONFIG_NAMES.get(name);
    if (parameter === undefined) throw new TargetError(target, `has no parameter ${name}`);
    const parsed = parseSetting(parameter, text);
    if ('why' in parsed) throw new TargetError(target, `${name} ${text}: ${parsed.why}`);
    return [parameter, parsed.value];
  });
  return Object.fromEntries(settings);
}
