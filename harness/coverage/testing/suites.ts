/** Suites from text, as tests write them. */
import type { Case, Suite } from '../../suite/case.ts';
import { compileSuite } from '../../suite/compile.ts';

/** A suite with one case for each text of steps. */
export function suiteOf(...cases: readonly string[]): Suite {
  const blocks = cases.map(
    (steps, i) =>
      `  - case: number-${i}\n    title: One case\n    isolation: server\n    steps:\n${steps.trim().replace(/^\s*/gm, '      ')}`,
  );
  const text = `suite: one\ntitle: A suite for a test\ncommands: []\ncases:\n${blocks.join('\n')}\n`;
  const file = { file: 'group/one.yaml', group: 'group', name: 'one', digest: 'sha256:00' };
  const compiled = compileSuite({ ...file, text });
  if (compiled.kind === 'suite') return compiled.suite;
  throw new Error(compiled.errors.map(({ message }) => message).join('\n'));
}

export function caseOf(steps: string): Case {
  const [only] = suiteOf(steps).cases;
  if (only === undefined) throw new Error('a suite without a case');
  return only;
}
