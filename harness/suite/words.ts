/** The word that was probably meant: fewest edits away, within a third of its length. */
export function nearestWord(written: string, words: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let fewest = Math.max(1, Math.floor(written.length / 3)) + 1;
  for (const word of words) {
    const distance = editDistance(written.toLowerCase(), word.toLowerCase());
    if (distance < fewest) [nearest, fewest] = [word, distance];
  }
  return nearest;
}

/** Insertions, deletions, changes and swaps of neighbours from one to the other. */
function editDistance(from: string, to: string): number {
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const change = at(last, j - 1) + Number(from[i - 1] !== to[j - 1]);
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const swap = swapped ? at(before, j - 2) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(at(last, j) + 1, at(row, j - 1) + 1, change, swap));
    }
    [before, last] = [last, row];
  }
  return at(last, to.length);
}

function at(row: readonly number[], i: number): number {
  return row[i] ?? Number.POSITIVE_INFINITY;
}
