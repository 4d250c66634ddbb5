/** `samewire serve`: the reference server, for programs and people to talk to. */
import type { AddressInfo } from 'node:net';
import { Command, InvalidArgumentError } from 'commander';
import { CONFIG_NAMES, type SettingsInput } from '../../../targets/reference/config.ts';
import {
  createServer,
  type RunningServer,
  type ServerOptions,
} from '../../../targets/reference/create-server.ts';
import { parseSetting } from '../../../targets/reference/parse-setting.ts';
import { UsageError } from '../exit-code.ts';

interface ServeFlags {
  readonly port?: number;
  readonly host?: string;
  readonly set?: SettingsInput;
}

const EXAMPLES = `
Examples:
  samewire serve --port 7000 &
  redis-cli -p 7000 ping
  samewire serve my.conf --set requirepass=secret --set unixsocket=/tmp/samewire.sock`;

export function serveCommand(): Command {
  return new Command('serve')
    .summary('run the bundled reference server')
    .description('Serves the reference server, which follows Redis 7.2, until it is stopped.')
    .argument('[config]', 'a configuration file in the format of redis.conf')
    .option(
      '-p, --port <number>',
      'port to listen on, 6379 if none is said; 0 takes a free one',
      Number,
    )
    .option('--host <address>', 'address to listen on, 127.0.0.1 if none is said')
    .option(
      '--set <name=value>',
      'a parameter that CONFIG GET knows; comes before the file, and can be repeated',
      addSetting,
    )
    .addHelpText('after', EXAMPLES)
    .action(serve);
}

function addSetting(text: string, settings: SettingsInput = {}): SettingsInput {
  const [, name = '', value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  const parameter = CONFIG_NAMES.get(name.toLowerCase());
  if (parameter === undefined) {
    throw new InvalidArgumentError('It is name=value, with a name that CONFIG GET knows.');
  }
  const parsed = parseSetting(parameter, value);
  if ('why' in parsed) throw new InvalidArgumentError(`${name}: ${parsed.why}.`);
  return { ...settings, [parameter]: parsed.value };
}

async function serve(
  configFile: string | undefined,
  { port, host, set: settings = {} }: ServeFlags,
): Promise<void> {
  if (port !== undefined && (!Number.isInteger(port) || port < 0 || port > 65_535)) {
    throw new UsageError('--port is a number from 0 to 65535');
  }
  const own = configFile === undefined ? DEFAULT_PORT : undefined;
  const listens = port ?? settings.port ?? own;
  const server = await listen({
    settings,
    ...(configFile === undefined ? {} : { configFile }),
    ...(listens === undefined ? {} : { port: listens }),
    ...(host === undefined ? {} : { host }),
  });
  process.stdout.write(`samewire reference server listens on ${server.address}\n`);
  // SHUTDOWN leaves nothing to wait for, and the process ends by itself.
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await server.stop();
}

const DEFAULT_PORT = 6379;

async function listen(options: ServerOptions): Promise<RunningServer> {
  try {
    return await createServer(options);
  } catch (cause) {
    const { code, message, address, port } = cause as NodeJS.ErrnoException & Partial<AddressInfo>;
    const taken = code === 'EADDRINUSE';
    throw new UsageError(taken ? `${address}:${port} is in use` : message, {
      remedy: taken ? 'Choose another with --port, or 0 for any free one.' : SERVE_HELP,
      cause,
    });
  }
}

const SERVE_HELP = '`samewire serve --help` says what it takes.';
