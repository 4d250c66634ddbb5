/** What is wrong with suites that people wrote: shown without a stack, exit code 2. */
import type { Place } from './case.ts';

/** One mistake: where, what, and how to put it right. */
export class SuiteError extends Error {
  override readonly name = 'SuiteError';
  readonly place: Place;
  readonly problem: string;
  readonly remedy: string | undefined;

  constructor(place: Place, problem: string, options: { remedy?: string; cause?: unknown } = {}) {
    const remedy = options.remedy === undefined ? '' : `. ${options.remedy}`;
    super(`${place.file}:${place.line}:${place.column}: ${problem}${remedy}`, {
      cause: options.cause,
    });
    this.place = place;
    this.problem = problem;
    this.remedy = options.remedy;
  }
}

/** Every mistake of every file, in the order of the files; nothing runs until there is none. */
export class SuiteErrors extends Error {
  override readonly name = 'SuiteErrors';
  readonly errors: readonly SuiteError[];

  constructor(errors: readonly SuiteError[]) {
    super(errors.map((error) => error.message).join('\n'));
    this.errors = errors;
  }
}
