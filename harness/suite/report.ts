/** How compiling tells what is wrong: it goes on after a mistake, so that all of them show at once. */
import type { Place } from './case.ts';
import type { Loaded, Path } from './load.ts';
import { SuiteError } from './suite-error.ts';

export interface Report {
  readonly errors: readonly SuiteError[];
  place(path: Path): Place;
  /** The mistake is the value at the path. */
  add(path: Path, problem: string, remedy?: string): void;
}

export function reportOn(loaded: Loaded): Report {
  const errors: SuiteError[] = [];
  return {
    errors,
    place: loaded.place,
    add: (path, problem, remedy) => {
      const options = remedy === undefined ? {} : { remedy };
      errors.push(new SuiteError(loaded.place(path), problem, options));
    },
  };
}
