/** A planned cell from steps as a suite writes them, for tests. */
import { compileSuite } from '../../suite/compile.ts';
import type { PlannedCell } from '../plan.ts';

/** With nothing but keys to itself, whatever it sends. Throws when the steps do not compile. */
export function plannedCell(...steps: string[]): PlannedCell {
  const text = `suite: x
title: x
commands: [get]
cases:
  - case: first
    steps:
      - [GET, key]
  - case: only
    isolation: server
    steps:
${steps.map((step) => `      - ${step}`).join('\n')}`;
  const result = compileSuite({ file: 'x', group: 'x', name: 'x', text, digest: '' });
  if (result.kind === 'errors') throw new Error(result.errors.map(String).join('\n'));
  const subject = result.suite.cases[1];
  if (subject === undefined) throw new Error('no case');
  return { row: 0, subject: { ...subject, isolation: 'keyspace' }, context: 'plain', protocol: 2 };
}
