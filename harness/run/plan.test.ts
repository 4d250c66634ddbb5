import { describe, expect, it } from 'vitest';
import type { Case } from '../suite/case.ts';
import { encodeCommand } from '../wire/encode.ts';
import { divide, plan } from './plan.ts';

const place = { file: 'a.yaml', line: 1, column: 1 };

function caseOf(id: number, argv: readonly string[]): Case {
  return {
    id: `string/set/${id}`,
    title: '',
    place,
    isolation: 'keyspace',
    config: {},
    protocols: [2, 3],
    contexts: ['plain'],
    known: [],
    steps: [
      {
        kind: 'send',
        place,
        on: 'main',
        says: argv.join(' '),
        command: { argv, bytes: encodeCommand(argv) },
        contract: {},
        pending: false,
        save: {},
      },
    ],
  };
}

function divided(cases: readonly Case[]) {
  const suite = { group: 'string', name: 'set', title: '', commands: ['SET'], digest: '', cases };
  const cells = plan([suite], { contexts: ['plain'], protocols: [2, 3] });
  return { cells, ...divide(cells) };
}

const hundred = Array.from({ length: 100 }, (_, i) => caseOf(i, ['SET', 'key', `${i}`]));

describe('batches', () => {
  it('hold every cell that goes in one write, once', () => {
    const { cells, batches, alone } = divided([...hundred, caseOf(100, ['BLPOP', 'key', '0'])]);
    expect(alone.map(({ subject }) => subject.id)).toEqual(['string/set/100', 'string/set/100']);
    expect(new Set([...batches.flat(), ...alone])).toEqual(new Set(cells));
    expect(batches.flat()).toHaveLength(200);
  });

  it('hold many cells of one protocol, though the protocols of a case lie side by side', () => {
    const { batches } = divided(hundred);
    for (const batch of batches) {
      expect(new Set(batch.map(({ protocol }) => protocol)).size).toBe(1);
    }
    expect(batches.length).toBeLessThan(20);
  });

  it('end where their bytes would be too many to repeat', () => {
    const large = Array.from({ length: 4 }, (_, i) => caseOf(i, ['SET', 'k', 'x'.repeat(30_000)]));
    expect(divided(large).batches.map((batch) => batch.length)).toEqual(Array(8).fill(1));
  });
});
