import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** Why the tools cannot be tried on this machine; `undefined` when they can. */
export function cannotRun(tools: readonly string[]): string | undefined {
  const missing = tools.filter((tool) => spawnSync(tool, ['--version']).status !== 0);
  return missing.length === 0 ? undefined : `not installed: ${missing.join(', ')}`;
}

/** Everything that a tool printed, errors too, when it has ended by itself. */
export async function output(
  tool: string,
  args: readonly string[],
  input?: string,
): Promise<string> {
  const child = spawn(tool, args, { timeout: 20_000 });
  // A tool that ends without reading its input is judged by what it printed.
  child.stdin.on('error', () => undefined).end(input);
  const [printed, complaints] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return printed + complaints;
}

/** A tool that prints until it is told to end; `lines` grows while it runs. */
export class RunningTool {
  readonly lines: string[] = [];
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;

  constructor(tool: string, args: readonly string[]) {
    // Into a pipe the tools print by the block, which they never fill; stdbuf makes it lines.
    const child = spawn('stdbuf', ['-oL', tool, ...args]);
    let last = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      const parts = (last + chunk).split(/\r?\n/);
      last = parts.pop() ?? '';
      this.lines.push(...parts);
    });
    this.#child = child;
    this.#ended = new Promise((resolve) => child.once('close', () => resolve()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill();
    await this.#ended;
  }
}
