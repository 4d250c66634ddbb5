/** A server process under load: how fast redis-benchmark finds it, and what the system says it took. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { talk } from '../../targets/drivers/session.ts';
import { infoFields } from '../../targets/identity.ts';
import type { Address } from '../../targets/target.ts';
import { RANDOM_MAX } from './operations.ts';

const run = promisify(execFile);

export interface Load {
  readonly command: readonly string[];
  readonly requests: number;
  readonly pipeline: number;
}

export interface Figure {
  readonly perSecond: number;
  /** Processor time of the server, in microseconds. */
  readonly cpuMicros: number;
}

export class Contestant {
  readonly address: Address;
  readonly #pid: number;

  private constructor(address: Address, pid: number) {
    this.address = address;
    this.#pid = pid;
  }

  /** The server there, as it tells of itself. */
  static async at(address: Address): Promise<Contestant> {
    const [info] = await talk(address, [['INFO', 'server']], { timeoutMs: 5_000 });
    const text = info !== undefined && 'text' in info ? info.text : '';
    return new Contestant(address, Number(infoFields(text).get('process_id')));
  }

  async ask(...commands: string[][]): Promise<void> {
    await talk(this.address, commands, { timeoutMs: 60_000 });
  }

  /** 50 clients, as redis-benchmark has them if nothing else is said. */
  async under({ command, requests, pipeline }: Load): Promise<Figure> {
    const before = await this.#cpuMicros();
    const { stdout } = await run('redis-benchmark', [
      ...['-h', this.address.host, '-p', String(this.address.port), '--csv'],
      ...['-n', String(requests), '-P', String(pipeline), '-r', String(RANDOM_MAX)],
      ...command,
    ]);
    const cpuMicros = ((await this.#cpuMicros()) - before) / requests;
    return { perSecond: perSecondIn(stdout), cpuMicros };
  }

  /** Bytes of memory that the process has in use. */
  async residentBytes(): Promise<number> {
    const status = await readFile(`/proc/${this.#pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
  }

  /** Of all its threads, from the kernel's accounts, which count in hundredths of a second. */
  async #cpuMicros(): Promise<number> {
    const stat = await readFile(`/proc/${this.#pid}/stat`, 'utf8');
    // Behind the name, which may have any character: state is field 3, utime 14, stime 15.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10_000;
  }
}

/** The second column of the last line; newer versions put a heading above it. */
function perSecondIn(csv: string): number {
  const line = csv.trim().split('\n').at(-1) ?? '';
  const [, figure] = /^".*?","([\d.]+)"/.exec(line) ?? [];
  if (figure === undefined) throw new Error(`redis-benchmark printed no figure: ${line}`);
  return Number(figure);
}
