/** What two equal runs say alike: one line for each row of the matrix. Pure. */
import type { ResultDocument } from './document.generated.ts';
import { setAside } from './varying.ts';

/** Verdicts with their evidence, but what varies by right. */
export function steadyRows(document: ResultDocument): string[] {
  return setAside(document).results.map((row) => JSON.stringify(row));
}

/** The verdicts alone, with the rung where there is one. */
export function verdictRows({ results }: ResultDocument): string[] {
  return results.map(({ case: id, context, protocol, cells }) => {
    const verdicts = cells.map(({ verdict, rung }) => (rung === undefined ? verdict : rung));
    return `${id} ${context} RESP${protocol}: ${verdicts.join(' ')}`;
  });
}
