/**
 * How long a target is still worth waiting for.
 *
 * A server that leaves one command unanswered is waited for in full. Each further silence halves the
 * wait, down to a quarter; after so many in a row that nothing else is to be expected the target is
 * given up. So a server that answers nobody costs seconds, and one that fails a few commands is
 * tested to the end.
 */
import type { Limits } from './limits.ts';

// A quarter of the default is still more than the second that a loaded machine was seen to stall.
const SHORTEST = 1 / 4;

export class Patience {
  /** The limits that hold now; waits get shorter while they are held. */
  readonly limits: Limits;
  readonly #full: Limits;
  #silences = 0;
  #inARow = 0;

  constructor(full: Limits) {
    this.#full = full;
    const shortened = (ms: number) => ms * Math.max(2 ** -this.#silences, SHORTEST);
    this.limits = {
      ...full,
      get replyMs() {
        return shortened(full.replyMs);
      },
      get connectMs() {
        return shortened(full.connectMs);
      },
    };
  }

  /** Nothing came where something should have. */
  silence(): void {
    this.#silences += 1;
    this.#inARow += 1;
  }

  /** All came that should have. */
  answer(): void {
    this.#inARow = 0;
  }

  /** True when there is no sense in waiting for it from many sides at once. */
  get worn(): boolean {
    return this.#inARow >= 2 * this.#full.silentInARowMax;
  }

  /** Why the target is tested no further; `undefined` while it is. */
  get gaveUp(): string | undefined {
    const { silentInARowMax, silentMax } = this.#full;
    if (this.#inARow >= silentInARowMax) {
      return `given up after ${this.#inARow} cases in a row that got no reply`;
    }
    if (this.#silences < silentMax) return undefined;
    return `given up after ${this.#silences} waits for a reply that did not come`;
  }
}
