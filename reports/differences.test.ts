import { describe, expect, it } from 'vitest';
import type { Cell, ResultDocument, Rung } from '../harness/results/document.generated.ts';
import { findDifferences } from './differences.ts';
import { tell } from './tell.ts';
import { sampleDocument, smallDocument } from './testing/sample.ts';

/** The small document with every cell of one case replaced. */
function withCells(id: string, cell: (target: string) => Cell): ResultDocument {
  const document = smallDocument();
  return {
    ...document,
    results: document.results.map((row) =>
      row.case === id
        ? { ...row, cells: document.targets.map(({ name }) => cell(name)) }
        : { ...row, cells: row.cells.map((): Cell => ({ verdict: 'same' })) },
    ),
  };
}

function different(rung: Rung, wanted: string, found: string, fails = true): Cell {
  const difference = {
    step: 1,
    rung,
    against: 'contract',
    wanted: { says: wanted },
    found: { says: found },
  };
  return { verdict: 'different', rung, fails, differences: [difference] };
}

const SETEX = 'string/setex/zero-seconds-are-refused';

describe('findDifferences', () => {
  it('ranks what fails before what is shown, then the worse rung', () => {
    const findings = findDifferences(smallDocument());
    expect(findings.map(({ rung, fails }) => `${rung} ${fails}`)).toEqual([
      'ok-vs-error true',
      'ok-vs-error true',
      'value true',
      'error-text false',
      'error-text false',
      'error-text false',
      'number-format false',
    ]);
  });

  it('puts what a current version does before what only old ones do', () => {
    expect(
      findDifferences(smallDocument())
        .slice(0, 2)
        .map(({ targets }) => targets),
    ).toEqual([['valkey@9.1'], ['redis@6.0']]);
  });

  it('makes one finding of the same difference in many cases, contexts, protocols and targets', () => {
    const [bitcount] = findDifferences(sampleDocument({ cells: 5_000 }));
    expect(bitcount?.commands).toEqual(['BITCOUNT']);
    expect(bitcount?.targets).toEqual(['valkey@8.0', 'valkey@8.1', 'valkey@9.1']);
    expect(bitcount?.cases.length).toBe(8);
    expect(bitcount?.cellCount).toBe(8 * 3 * 8);
    expect(bitcount?.evidence.target.name).toBe('valkey@9.1');
    expect(bitcount?.evidence.row.context).toBe('plain');
  });

  it('takes error texts that differ only in names and numbers for one', () => {
    const document = withCells(SETEX, (target) =>
      different('error-text', "(error) ERR bad 'x' at 1", `(error) ERR wrong '${target}' at 22`),
    );
    expect(findDifferences(document)).toHaveLength(1);
  });

  it('tells other words apart', () => {
    const document = withCells(SETEX, (target) =>
      different(
        'error-text',
        '(error) ERR bad',
        `(error) ERR ${target.length > 9 ? 'no' : 'never'}`,
      ),
    );
    expect(findDifferences(document)).toHaveLength(2);
  });

  it('finds nothing in what was not judged', () => {
    const absent = {
      ...different('missing', '(nil)', '(error) ERR unknown'),
      verdict: 'absent' as const,
    };
    expect(findDifferences(withCells(SETEX, () => absent))).toEqual([]);
  });

  it('names the subcommand where the suite has it', () => {
    const found = findDifferences(smallDocument()).find(({ rung }) => rung === 'value');
    expect(found?.commands).toEqual(['OBJECT ENCODING']);
  });
});

describe('tell', () => {
  it('is one paragraph with the command, both replies and the place', () => {
    const [first] = findDifferences(smallDocument());
    expect(first && tell(first)).toBe(
      'BITCOUNT succeeds on one side and is an error on the other (ok-vs-error) in 1 case on valkey@9.1. After BITCOUNT word 0 the contract has (error) ERR syntax error and valkey@9.1 has (integer) 5 (string/bitcount/start-without-end, plain, RESP2, step 2).',
    );
  });
});
