import { expect, it } from 'vitest';
import type { TargetRecord } from '../results/document.generated.ts';
import type { NamedCell } from '../results/expect.ts';
import { runExitCode } from './exit-code.ts';

const target: TargetRecord = {
  name: 'redis@7.0',
  driver: 'debian',
  product: 'redis',
  version: '7.0.15',
  startedAs: 'debian redis-server',
  identity: {},
};
const blocked = { ...target, blocked: 'not here' };
const cell: NamedCell = {
  case: 'a/b/c',
  context: 'plain',
  protocol: 2,
  target,
  cell: { verdict: 'unstable' },
};
const stale = {
  case: 'a',
  target: 'redis@7.0',
  rung: 'value',
  why: '',
  file: 'known.yaml',
} as const;

it.each([
  [0, [target], [], [], false],
  [1, [target], [cell], [], false],
  [1, [target], [], [stale], false],
  [3, [target, blocked], [cell], [stale], false],
  [130, [blocked], [cell], [stale], true],
])('is %i', (code, targets, unexpected, staleOnes, aborted) => {
  expect(runExitCode({ targets }, { unexpected, stale: staleOnes }, { aborted })).toBe(code);
});
