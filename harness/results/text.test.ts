import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell, Difference, ResultDocument } from './document.generated.ts';
import { DocumentError, readDocument, writeDocument } from './text.ts';

const arbitrarySeen = fc.record({ says: fc.constantFrom('1', '2', '(error) ERR') });

/** Few of each, so that many are the same. */
const arbitraryDifference: fc.Arbitrary<Difference> = fc.record(
  {
    step: fc.integer({ min: 1, max: 2 }),
    rung: fc.constantFrom('value' as const, 'missing' as const),
    against: fc.constant('contract'),
    varies: fc.constant(true as const),
    wanted: arbitrarySeen,
    found: arbitrarySeen,
  },
  { requiredKeys: ['step', 'rung', 'against', 'wanted', 'found'] },
);

const arbitraryCell: fc.Arbitrary<Cell> = fc.oneof(
  fc.constant<Cell>({ verdict: 'same' }),
  fc.constant<Cell>({ verdict: 'same', early: true }),
  fc.constant<Cell>({ verdict: 'blocked', why: 'no server' }),
  fc
    .array(arbitraryDifference, { minLength: 1, maxLength: 3 })
    .map(
      (differences): Cell => ({ verdict: 'different', rung: 'value', fails: true, differences }),
    ),
);

function documentOf(cells: readonly Cell[]): ResultDocument {
  return {
    format: 1,
    tool: { name: 'samewire', version: '1' },
    machine: { os: 'linux', arch: 'x64', cpus: 2 },
    policy: 'client',
    baseline: 'contract',
    suites: [],
    targets: [],
    cases: [],
    results: [{ case: 'string/get/x', context: 'plain', protocol: 3, cells: [...cells] }],
    times: { startedAt: '2026-01-01T00:00:00Z', durationMs: 1, cellsMs: [cells.map(() => 0)] },
  };
}

describe('a written document', () => {
  it('reads back as what it was', () => {
    fc.assert(
      fc.property(fc.array(arbitraryCell), (cells) => {
        const document = documentOf(cells);
        expect(readDocument(writeDocument(document))).toEqual(document);
      }),
    );
  });

  it('holds the same difference once', () => {
    const difference: Difference = {
      step: 1,
      rung: 'value',
      against: 'contract',
      wanted: { says: 'the one that is wanted' },
      found: { says: 'another' },
    };
    const cell: Cell = { verdict: 'different', rung: 'value', fails: true };
    const text = writeDocument(
      documentOf([
        { ...cell, differences: [difference] },
        { ...cell, differences: [{ ...difference }] },
      ]),
    );
    expect(text.split('the one that is wanted')).toHaveLength(2);
  });

  it.each([
    ['{', 'not JSON'],
    ['{}', 'not a result document'],
  ])('is not %s', (text, problem) => {
    expect(() => readDocument(text)).toThrow(DocumentError);
    expect(() => readDocument(text)).toThrow(problem);
  });
});
