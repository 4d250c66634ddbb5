/** Runs snippets as a person would, against a listener that writes down what it was sent. */
import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StepRecord } from './document.generated.ts';
import { type ReproducerOptions, reproducer } from './reproducer.ts';
import { commandBytes } from './shell-bytes.ts';

const BINARY = '\0\xff\'"\\ \n$HOME`id`%s';

/** Answers +OK to everything, and keeps what each connection sent, in the order they came. */
class Listener {
  readonly heard: string[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #server: Server = createServer((socket) => {
    const place = this.heard.push('') - 1;
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      const text = bytes.toString('latin1');
      this.heard[place] += text;
      socket.write('+OK\r\n'.repeat(text.match(/^\*/gm)?.length ?? 0));
    });
  });

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }
}

describe('a reproducer run by a shell', () => {
  let listener: Listener;
  let port: number;

  beforeEach(async () => {
    listener = new Listener();
    port = await listener.listen();
  });

  afterEach(() => listener.close());

  const run = async (steps: StepRecord[], options: ReproducerOptions) => {
    const record = { id: 'string/set/example', title: 'an example', place: 'set.yaml:1', steps };
    const snippet = reproducer(record, options).replace('PORT=6379', `PORT=${port}`);
    const { stdout } = await promisify(execFile)('bash', ['-c', snippet]);
    return stdout;
  };
  const sends = (...argv: string[]): StepRecord => ({ says: argv[0] ?? '', send: argv });

  it.skipIf(cannotRun('redis-cli'))('sends the very arguments through redis-cli', async () => {
    const steps = [sends('SET', 'key', BINARY), sends('GET', '', 'EOF')];
    const printed = await run(steps, { protocol: 2, context: 'plain' });
    const wanted = steps.map(({ send = [] }) => commandBytes(send)).join('');
    // redis-cli may ask for COMMAND DOCS first; what the snippet says comes last.
    expect(listener.heard.at(-1)?.endsWith(wanted)).toBe(true);
    expect(printed).toBe('OK\nOK\n');
  });

  it('sends the very bytes of a pipeline in one write, after HELLO 3', async () => {
    const steps = [sends('SET', 'key', BINARY), sends('GET', 'key')];
    const printed = await run(steps, { protocol: 3, context: 'pipeline' });
    const wanted = [['HELLO', '3'], ...steps.map(({ send = [] }) => send)];
    expect(listener.heard).toEqual([wanted.map(commandBytes).join('')]);
    expect(printed.match(/\+OK/g)).toHaveLength(2);
  });

  it('keeps connections apart and sends raw bytes as they are', async () => {
    const steps: StepRecord[] = [
      { on: 'a', ...sends('BLPOP', 'queue', '0') },
      { on: 'b', says: 'raw', raw: '*1\r\n$4\r\nPI' },
      { on: 'a', says: 'receive' },
    ];
    const printed = await run(steps, { protocol: 2, context: 'plain' });
    expect(listener.heard).toEqual([commandBytes(['BLPOP', 'queue', '0']), '*1\r\n$4\r\nPI']);
    expect(printed.split(/\s*\n\s*/)).toEqual([
      '> a: BLPOP',
      '+OK',
      '> b: raw',
      '+OK',
      '> a: receive',
      '',
    ]);
  });
});

function cannotRun(program: string): boolean {
  try {
    execFileSync(program, ['--version']);
    return false;
  } catch {
    return true;
  }
}
