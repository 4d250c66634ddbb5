/** How large the array part of a table becomes: the largest power of two that is more than half used. */

/** Lua's limit on the array part: 2^26 entries. */
const SIZE_BITS = 26;
export const ARRAY_SIZE_MAX: number = 2 ** SIZE_BITS;

/** Counts of integer keys by power of two: `counts[i]` is how many lie in (2^(i-1), 2^i]. */
export class KeyCensus {
  private readonly counts: number[] = new Array(SIZE_BITS + 1).fill(0);
  private total = 0;

  add(key: unknown): void {
    if (isArrayIndex(key)) this.addAt(key > 1 ? 32 - Math.clz32(key - 1) : 0, 1);
  }

  addArray(array: readonly unknown[]): void {
    for (let bits = 0, from = 0, to = 1; from < array.length; bits++, from = to, to *= 2) {
      let used = 0;
      for (let i = from; i < Math.min(to, array.length); i++) if (array[i] !== undefined) used++;
      this.addAt(bits, used);
    }
  }

  /** The size that pays, and how many keys find a place there. */
  best(): { size: number; used: number } {
    let best = { size: 0, used: 0 };
    for (let bits = 0, seen = 0, size = 1; size / 2 < this.total; bits++, size *= 2) {
      seen += this.counts[bits] ?? 0;
      if (seen > size / 2) best = { size, used: seen };
      if (seen === this.total) break;
    }
    return best;
  }

  private addAt(bits: number, used: number): void {
    this.counts[bits] = (this.counts[bits] ?? 0) + used;
    this.total += used;
  }
}

export function isArrayIndex(key: unknown): key is number {
  return typeof key === 'number' && key >= 1 && key <= ARRAY_SIZE_MAX && Number.isInteger(key);
}
