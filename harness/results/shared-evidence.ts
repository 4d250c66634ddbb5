/**
 * The same evidence once. Pure.
 *
 * What an old server says to a new command it says in every context and protocol, and so do its
 * siblings. Where a document is written each difference stands once, in `evidence`, and cells name it
 * by its place there; where it is read, cells have their differences.
 */
import type { Cell, Difference, ResultDocument } from './document.generated.ts';

/** Moves the differences of all cells to `evidence`. */
export function shareEvidence(document: ResultDocument): ResultDocument {
  const places = new Map<string, number>();
  const evidence: Difference[] = [];
  const placeOf = (difference: Difference): number => {
    const text = JSON.stringify(difference);
    const known = places.get(text);
    if (known !== undefined) return known;
    places.set(text, evidence.length);
    return evidence.push(difference) - 1;
  };
  const results = mapCells(document, ({ differences, ...cell }) =>
    differences === undefined ? cell : { ...cell, evidence: differences.map(placeOf) },
  );
  // Before the rows that speak of it.
  const { results: _, times, ...head } = document;
  return { ...head, evidence, results, times };
}

/** The inverse of `shareEvidence`; equal differences are one object. */
export function unshareEvidence(document: ResultDocument): ResultDocument {
  const { evidence = [], ...rest } = document;
  const results = mapCells(document, ({ evidence: places, ...cell }) =>
    places === undefined
      ? cell
      : { ...cell, differences: places.flatMap((place) => evidence[place] ?? []) },
  );
  return { ...rest, results };
}

function mapCells({ results }: ResultDocument, change: (cell: Cell) => Cell) {
  return results.map((row) => ({ ...row, cells: row.cells.map(change) }));
}
