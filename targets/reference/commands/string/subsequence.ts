/** Longest common subsequences by dynamic programming; pure. */
import type { ByteString } from '../../../../harness/wire/reply.ts';

/** A stretch that both strings have, as part of their common subsequence. */
export interface CommonRange {
  readonly inA: number;
  readonly inB: number;
  readonly length: number;
}

/** Cell (i, j), at `i × (b.length + 1) + j`, is the length for the first i and j bytes. */
export function lcsTable(a: ByteString, b: ByteString): Uint32Array {
  const width = b.length + 1;
  const table = new Uint32Array((a.length + 1) * width);
  for (let i = 1; i <= a.length; i += 1) {
    const code = a.charCodeAt(i - 1);
    const row = i * width;
    for (let j = 1; j <= b.length; j += 1) {
      const above = table[row - width + j] ?? 0;
      const left = table[row + j - 1] ?? 0;
      const diagonal = table[row - width + j - 1] ?? 0;
      table[row + j] = code === b.charCodeAt(j - 1) ? diagonal + 1 : Math.max(above, left);
    }
  }
  return table;
}

/** The stretches from the last to the first. Of two ways of the same length, 7.2 keeps to `a`. */
export function commonRanges(a: ByteString, b: ByteString, table: Uint32Array): CommonRange[] {
  const width = b.length + 1;
  const ranges: CommonRange[] = [];
  let [i, j, length] = [a.length, b.length, 0];
  const endRange = () => {
    if (length > 0) ranges.push({ inA: i, inB: j, length });
    length = 0;
  };
  while (i > 0 && j > 0) {
    if (a[i - 1] === b[j - 1]) {
      [i, j, length] = [i - 1, j - 1, length + 1];
      continue;
    }
    endRange();
    const [above, left] = [table[(i - 1) * width + j] ?? 0, table[i * width + j - 1] ?? 0];
    if (above > left) i -= 1;
    else j -= 1;
  }
  endRange();
  return ranges;
}

/** The bytes of the common subsequence. */
export function subsequence(a: ByteString, b: ByteString, table: Uint32Array): ByteString {
  return commonRanges(a, b, table)
    .reverse()
    .map(({ inA, length }) => a.slice(inA, inA + length))
    .join('');
}
