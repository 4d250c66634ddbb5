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

/** A mistake of the user's: shown without a stack, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly remedy: string | undefined;

  constructor(problem: string, options: { remedy?: string; cause?: unknown } = {}) {
    super(problem, { cause: options.cause });
    this.remedy = options.remedy;
  }
}
