import { describe, expect, it } from 'vitest';
import type { Context } from '../../suite/case.ts';
import { CONTEXTS } from '../../suite/contexts.ts';
import { plannedCell } from '../testing/planned-cell.ts';
import { goesInBatches, lift } from './lift.ts';

function contextsWhere(steps: string[], holds: (context: Context) => boolean): Context[] {
  expect(steps.length).toBeGreaterThan(0);
  return CONTEXTS.filter(holds);
}

const SAVES = ['{ send: [GET, key], save: value }', `[SET, other, "\${value}"]`];

describe('a case', () => {
  it.each<[steps: string[], lifted: Context[], together: Context[]]>([
    [['[GET, key]'], [...CONTEXTS], [...CONTEXTS]],
    // As it is it waits between its steps; the other contexts are what it was asked for in.
    [['[BLPOP, list, 1]'], ['pipeline', 'multi', 'script', 'pcall'], ['script', 'pcall']],
    [SAVES, [], []],
  ])('of %j is lifted into %j, and goes out with others in %j', (steps, lifted, together) => {
    const { subject } = plannedCell(...steps);
    expect(contextsWhere(steps, (context) => lift(subject, context) !== undefined)).toEqual(lifted);
    expect(contextsWhere(steps, (context) => goesInBatches(subject, context))).toEqual(together);
  });

  it('has other bytes in each context but the one that is no other', () => {
    const { subject } = plannedCell('[GET, key]');
    const bytes = CONTEXTS.map((context) => lift(subject, context)?.bytes);
    expect(bytes[0]).toBe(bytes[1]);
    expect(new Set(bytes).size).toBe(4);
  });
});
