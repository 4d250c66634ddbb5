import { expect, it } from 'vitest';
import { RUNGS as JUDGED } from '../harness/compare/rung.ts';
import { RUNGS } from './ladder.ts';

it('tells every rung that is judged, in the same order', () => {
  expect(RUNGS).toEqual(JUDGED);
});
