import { expect, it } from 'vitest';
import { PLAIN } from '../../reports/palette.ts';
import type { NamedCell } from '../results/expect.ts';
import { reckoningText } from './reckoning.ts';

const target = {
  name: 'redis@7.0',
  driver: 'debian' as const,
  product: 'redis',
  version: '7.0.15',
  startedAs: '',
  identity: {},
};
const value: NamedCell = {
  case: 'string/get/a',
  context: 'plain',
  protocol: 3,
  target,
  cell: { verdict: 'different', rung: 'value', fails: true, differences: [] },
};
const unstable: NamedCell = { ...value, cell: { verdict: 'unstable' } };
const stale = { case: 'hash/*', target: 'redis@*', rung: 'type', why: '', file: 'k.yaml' } as const;

it('says in one line that all is as expected', () => {
  const expected = [{ ...value, expectation: stale }];
  expect(reckoningText({ unexpected: [], expected, stale: [] }, PLAIN)).toBe(
    'As expected: 1 known differences, none new.\n',
  );
});

it('names what was not expected and what is stale', () => {
  const text = reckoningText(
    { unexpected: [value, unstable], expected: [], stale: [stale] },
    PLAIN,
  );
  expect(text).toBe(
    [
      'not expected: string/get/a on redis@7.0 in RESP3: value',
      'not expected: string/get/a on redis@7.0 in RESP3: unstable',
      'expected, but no longer so: hash/* on redis@*: type (k.yaml)',
      '2 unexpected, 1 stale; 0 known differences.',
      '',
    ].join('\n'),
  );
});

it('names ten of many, and counts the others', () => {
  const unexpected = Array.from({ length: 13 }, () => value);
  const lines = reckoningText({ unexpected, expected: [], stale: [] }, PLAIN).split('\n');
  expect(lines.filter((line) => line.startsWith('not expected: '))).toHaveLength(10);
  expect(lines).toContain('… and 3 more not expected');
});
