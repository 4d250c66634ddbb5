/** The suites of a command line, cut down to the cases that it asks for. */
import type { Case, Suite } from '../suite/case.ts';
import { readSuites } from '../suite/read-suites.ts';
import { UsageError } from './exit-code.ts';

/** Reads suites and keeps the cases whose id one of the globs fits; all of them without globs. */
export async function selectCases(
  paths: readonly string[],
  globs: readonly string[],
): Promise<Suite[]> {
  const suites = await readSuites(paths);
  if (globs.length === 0) return suites;
  const patterns = globs.map(glob);
  const wanted = ({ id }: Case) => patterns.some((pattern) => pattern.test(id));
  const kept = suites
    .map((suite) => ({ ...suite, cases: suite.cases.filter(wanted) }))
    .filter(({ cases }) => cases.length > 0);
  if (kept.length > 0) return kept;
  throw new UsageError(`no case fits ${globs.join(', ')}`, {
    remedy: '`samewire suites list` shows their ids.',
  });
}

/** `*` stands for any characters, and a glob for all that it begins: `hash` for all hash cases. */
function glob(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${escaped}(?:/.*)?$`);
}
