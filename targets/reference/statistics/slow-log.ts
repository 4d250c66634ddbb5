/** The commands that took longest, newest first, as SLOWLOG tells of them. */
import type { ByteString } from '../../../harness/wire/reply.ts';

export interface SlowLogEntry {
  readonly id: number;
  readonly atSeconds: number;
  readonly microseconds: number;
  readonly argv: readonly ByteString[];
  readonly address: string;
  readonly clientName: ByteString;
}

// As much of a command as 7.2 keeps.
const ARGUMENTS_MAX = 32;
const ARGUMENT_BYTES_MAX = 128;

/** The arguments cut to what is kept, with a note of what is left out. */
function shortened(argv: readonly ByteString[]): readonly ByteString[] {
  const kept = argv.slice(0, argv.length > ARGUMENTS_MAX ? ARGUMENTS_MAX - 1 : ARGUMENTS_MAX);
  const cut = kept.map((argument) => {
    const more = argument.length - ARGUMENT_BYTES_MAX;
    return more > 0 ? `${argument.slice(0, ARGUMENT_BYTES_MAX)}... (${more} more bytes)` : argument;
  });
  const more = argv.length - kept.length;
  return more > 0 ? [...cut, `... (${more} more arguments)`] : cut;
}

export class SlowLog {
  /** Oldest first. */
  readonly #entries: SlowLogEntry[] = [];
  #nextId = 0;

  get size(): number {
    return this.#entries.length;
  }

  /** A size of 0 stops the log, and leaves it what it has. */
  add(entry: Omit<SlowLogEntry, 'id'>, sizeMax: number): void {
    if (sizeMax === 0) return;
    this.#entries.push({ ...entry, id: this.#nextId, argv: shortened(entry.argv) });
    this.#nextId += 1;
    if (this.#entries.length > sizeMax) {
      this.#entries.splice(0, this.#entries.length - sizeMax);
    }
  }

  /** The newest entries first; -1 for all. */
  newest(count: number): readonly SlowLogEntry[] {
    const from = count < 0 ? 0 : Math.max(0, this.#entries.length - count);
    return this.#entries.slice(from).reverse();
  }

  /** Empties the log; the ids go on. */
  reset(): void {
    this.#entries.length = 0;
  }
}
