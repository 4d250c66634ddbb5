import type { ResultDocument } from '../results/document.generated.ts';
import type { Reckoning } from '../results/expect.ts';

/** What the exit code of `samewire` says. */
export const EXIT = {
  /** Ran, and all is as expected. */
  asExpected: 0,
  /** Ran, and found unexpected or stale differences. */
  differences: 1,
  /** The input was wrong: a suite, a flag, a file. */
  wrongInput: 2,
  /** A target that was asked for could not be tested. */
  untested: 3,
  /** A bug of ours. */
  bug: 70,
  /** Interrupted by Ctrl-C, as shells count it. */
  interrupted: 130,
} as const;

/** The exit code of a run: the first of these that applies. */
export function runExitCode(
  { targets }: Pick<ResultDocument, 'targets'>,
  { unexpected, stale }: Pick<Reckoning, 'unexpected' | 'stale'>,
  { aborted }: { readonly aborted: boolean },
): number {
  if (aborted) return EXIT.interrupted;
  if (targets.some(({ blocked }) => blocked !== undefined)) return EXIT.untested;
  return unexpected.length + stale.length > 0 ? EXIT.differences : EXIT.asExpected;
}

/** A mistake of the user's: shown without a stack, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly remedy: string | undefined;

  constructor(problem: string, options: { remedy?: string; cause?: unknown } = {}) {
    super(problem, { cause: options.cause });
    this.remedy = options.remedy;
  }
}
