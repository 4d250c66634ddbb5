/** The most memory that was ever seen in use. */
export class MemoryPeak {
  #bytes = 0;

  /** Takes note of what is in use, and gives the peak. */
  note(bytes: number): number {
    this.#bytes = Math.max(this.#bytes, bytes);
    return this.#bytes;
  }

  reset(): void {
    this.#bytes = 0;
  }
}
