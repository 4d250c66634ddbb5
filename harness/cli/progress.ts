/** One line that keeps up with a run: live on a terminal, a few plain lines elsewhere. */
import type { RunEvent } from '../run-suites.ts';

/** The stream that progress goes to; never the one that results go to. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

interface TargetProgress {
  doing: string;
  cells: number;
  done: number;
}

const REDRAW_MS = 80;
const CLEAR_LINE = '\r\u001b[2K';

export class Progress {
  readonly #stream: ProgressStream;
  readonly #now: () => number;
  readonly #targets = new Map<string, TargetProgress>();
  #drawnAt = Number.NEGATIVE_INFINITY;

  constructor(stream: ProgressStream, now: () => number) {
    this.#stream = stream;
    this.#now = now;
  }

  /** Takes in one event of a run. */
  tell(event: RunEvent): void {
    const target = this.#target(event.target);
    switch (event.kind) {
      case 'starting':
        target.doing = event.doing;
        break;
      case 'running':
        Object.assign(target, { doing: 'running', cells: event.cells });
        this.#log(`${event.target}: up`);
        break;
      case 'cell':
        target.done += 1;
        if (target.done === target.cells) this.#log(`${event.target}: ${target.cells} cells`);
        break;
      case 'failed':
        target.doing = 'failed';
        this.say(`${event.target} cannot be tested: ${event.why}`);
        break;
      case 'given-up':
        target.doing = 'failed';
        this.say(`${event.target} is tested no further: ${event.why}`);
        break;
      case 'left-behind':
        this.say(`${event.target} could not be removed: ${event.why}`);
        break;
      case 'repeating':
        target.doing = `repeating ${event.cells}`;
        this.#log(`${event.target}: repeats ${event.cells} cells that differ`);
        break;
    }
    this.#draw();
  }

  /** A line that stays, above the live one. */
  say(line: string): void {
    this.clear();
    this.#stream.write(`${line}\n`);
  }

  /** Takes the live line away. */
  clear(): void {
    if (this.#stream.isTTY) this.#stream.write(CLEAR_LINE);
    this.#drawnAt = Number.NEGATIVE_INFINITY;
  }

  #target(name: string): TargetProgress {
    const known = this.#targets.get(name) ?? { doing: '', cells: 0, done: 0 };
    this.#targets.set(name, known);
    return known;
  }

  /** Where no live line is seen, milestones are. */
  #log(line: string): void {
    if (!this.#stream.isTTY) this.#stream.write(`${line}\n`);
  }

  #draw(): void {
    if (!this.#stream.isTTY || this.#now() - this.#drawnAt < REDRAW_MS) return;
    this.#drawnAt = this.#now();
    const width = (this.#stream.columns ?? 80) - 1;
    this.#stream.write(`${CLEAR_LINE}${progressLine(this.#targets).slice(0, width)}`);
  }
}

/** `4,210 of 13,860 cells · redis@6.0 starting · valkey@9.1 repeating 12`: busy targets come first. */
export function progressLine(targets: ReadonlyMap<string, Readonly<TargetProgress>>): string {
  const all = [...targets.values()];
  const done = all.reduce((sum, target) => sum + target.done, 0);
  const total = all.reduce((sum, target) => sum + target.cells, 0);
  const notes = [...targets]
    .filter(([, target]) => target.doing !== 'running' && target.doing !== 'failed')
    .map(([name, target]) => `${name} ${target.doing}`);
  const count = `${done.toLocaleString('en')} of ${total.toLocaleString('en')} cells`;
  return [...(total > 0 ? [count] : []), ...notes].join(' · ');
}
