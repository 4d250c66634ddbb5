/**
 * Evidence that is another one in each run, and its place in the written document. Pure.
 *
 * Where a contract leaves a reply open (a random member, the order of a set) two equal runs see
 * different bytes. They are worth keeping, and they must not make equal documents differ: in the
 * text they stand with the times, and in memory where reports look for them.
 */
import type { Cell, Difference, ResultDocument, Varying } from './document.generated.ts';

const ELSEWHERE = { says: 'varies from run to run: see times.varying' };

/** Moves what varies to `times.varying`. */
export function setAside(document: ResultDocument): ResultDocument {
  const varying: Varying[] = [];
  const results = mapVarying(document, ({ at, wanted, found, ...rest }) => {
    varying.push({ ...(at === undefined ? {} : { at }), wanted, found });
    return { ...rest, wanted: ELSEWHERE, found: ELSEWHERE };
  });
  return varying.length === 0
    ? document
    : { ...document, results, times: { ...document.times, varying } };
}

/** Puts it back: the inverse of `setAside`. */
export function putBack(document: ResultDocument): ResultDocument {
  const { varying = [], ...times } = document.times;
  const seen = varying.values();
  const results = mapVarying(document, (difference) => ({
    ...difference,
    ...seen.next().value,
  }));
  return { ...document, results, times };
}

type Change = (difference: Difference) => Difference;

function mapVarying({ results }: ResultDocument, change: Change): ResultDocument['results'] {
  return results.map((row) =>
    row.cells.some(hasVarying)
      ? { ...row, cells: row.cells.map((cell) => changed(cell, change)) }
      : row,
  );
}

function hasVarying({ differences }: Cell): boolean {
  return differences?.some(({ varies }) => varies) === true;
}

function changed(cell: Cell, change: Change): Cell {
  if (cell.differences === undefined || !hasVarying(cell)) return cell;
  return { ...cell, differences: cell.differences.map((d) => (d.varies ? change(d) : d)) };
}
