/** `samewire serve`: the reference server, for programs and people to talk to. */
import { Command } from 'commander';
import { createServer } from '../../../targets/reference/create-server.ts';
import { UsageError } from '../exit-code.ts';

interface ServeFlags {
  readonly port: number;
  readonly host: string;
}

export function serveCommand(): Command {
  return new Command('serve')
    .summary('run the bundled reference server')
    .description('Serves the reference server, which follows Redis 7.2, until it is stopped.')
    .option('-p, --port <number>', 'port to listen on; 0 takes a free one', Number, 6379)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .addHelpText('after', '\nExample:\n  samewire serve --port 7000 &\n  redis-cli -p 7000 ping')
    .action(serve);
}

async function serve({ port, host }: ServeFlags): Promise<void> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError('--port is a number from 0 to 65535');
  }
  const server = await listen(port, host);
  process.stdout.write(`samewire reference server listens on ${host}:${server.port}\n`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await server.stop();
}

async function listen(port: number, host: string) {
  try {
    return await createServer({ port, host });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const taken = code === 'EADDRINUSE';
    throw new UsageError(taken ? `${host}:${port} is in use` : `${host}:${port}: ${message}`, {
      remedy: taken ? 'Choose another with --port, or 0 for any free one.' : 'Try another --host.',
      cause,
    });
  }
}
