/** The names of the history that replicas would follow: this server's, and the one before it. */
import type { ByteString } from '../../harness/wire/reply.ts';

const NO_ID = '0'.repeat(40);

export class ReplicationIds {
  readonly #random: () => number;
  current: ByteString;
  previous: ByteString = NO_ID;
  /** Up to where the one before is valid; -1 when there is none. */
  secondOffset = -1;

  constructor(random: () => number) {
    this.#random = random;
    this.current = this.#newId();
  }

  /** Begins a history that has nothing to do with the one before. */
  change(): void {
    this.current = this.#newId();
    this.previous = NO_ID;
    this.secondOffset = -1;
  }

  #newId(): ByteString {
    return Array.from({ length: 40 }, () => Math.floor(this.#random() * 16).toString(16)).join('');
  }
}
