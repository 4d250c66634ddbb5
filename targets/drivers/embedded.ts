/** Brings up the bundled reference server inside this process. */
import { type Catalog, findProduct } from '../catalog.ts';
import { CONFIG_NAMES, type SettingsInput } from '../reference/config.ts';
import { createServer, type RunningServer } from '../reference/create-server.ts';
import { parseSetting } from '../reference/parse-setting.ts';
import {
  type Address,
  type Driver,
  type RunningTarget,
  type ServerConfig,
  TargetError,
  type TargetSpec,
} from '../target.ts';
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
  #server: RunningServer | undefined;
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

  async listen(): Promise<void> {
    const settings = referenceSettings(this.spec.name, this.#config);
    try {
      this.#server = await createServer({
        settings,
        port: settings.port ?? 0,
        onFault: (error) =>
          this.#faults.push(error instanceof Error ? `${error.stack}` : `${error}`),
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      throw portInUse(this.spec.name, `${settings.port}`, error);
    }
    this.#port = this.#server.port;
  }

  /** It lives as long as this process, so nobody can see it end. */
  async ending(): Promise<undefined> {
    return undefined;
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
    await this.#server?.stop();
    this.#server = undefined;
  }
}

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
