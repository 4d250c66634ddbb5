/** What redis 7.0.15 and redict 7.3 both answered to EVAL, script by script. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { evaluate, sandbox } from './testing/evaluate.ts';

const file = new URL('testing/measured.json', import.meta.url);
const groups: Readonly<Record<string, readonly (readonly [string, string])[]>> = JSON.parse(
  readFileSync(file, 'utf8'),
);

it.each(Object.keys(groups))('%s: each script is answered as measured', (group) => {
  const state = sandbox();
  const measured = groups[group] ?? [];
  const answered = measured.map(([script]) => [script, evaluate(state, script)]);
  expect(answered).toEqual(measured);
});
