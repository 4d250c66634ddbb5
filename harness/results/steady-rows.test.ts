import { expect, it } from 'vitest';
import type { Cell, ResultDocument } from './document.generated.ts';
import { steadyRows, verdictRows } from './steady-rows.ts';

function documentWith(...cells: Cell[]): ResultDocument {
  const results = [{ case: 'string/get/a', context: 'plain', protocol: 2, cells }];
  return { results, times: {} } as unknown as ResultDocument;
}

function differs(found: string, varies: boolean): Cell {
  const difference = { step: 1, rung: 'value', wanted: { says: 'a' }, found: { says: found } };
  return {
    verdict: 'different',
    rung: 'value',
    differences: [{ ...difference, ...(varies ? { varies } : {}) }],
  } as unknown as Cell;
}

it('tells verdicts, by rung where there is one', () => {
  const document = documentWith({ verdict: 'same' } as Cell, differs('b', false));
  expect(verdictRows(document)).toEqual(['string/get/a plain RESP2: same value']);
});

it('tells other evidence, but not what varies', () => {
  const rows = (found: string, varies: boolean) => steadyRows(documentWith(differs(found, varies)));
  expect(rows('b', false)).not.toEqual(rows('c', false));
  expect(rows('b', true)).toEqual(rows('c', true));
});
