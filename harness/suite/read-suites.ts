/**
 * Suites from files and folders: all of them, or one error that holds every mistake of every file.
 *
 * The order is that of the paths and, within a folder, of the file names, whatever the file system
 * says. A file's group is the folder that it is in.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { Case, Place, Suite } from './case.ts';
import { type Compiled, compileSuite } from './compile.ts';
import { SuiteError, SuiteErrors } from './suite-error.ts';

/** The suites in these files and folders. Rejects with `SuiteErrors` when any of them does not load. */
export async function readSuites(paths: readonly string[]): Promise<Suite[]> {
  const found = await Promise.all(paths.map(suiteFiles));
  const files = found.flatMap((one) => (one instanceof SuiteError ? [] : one));
  const compiled = await Promise.all(withoutRepeats(files).map(readSuite));
  const suites = compiled.flatMap((one) => (one.kind === 'suite' ? [one.suite] : []));
  const errors = [
    ...found.filter((one) => one instanceof SuiteError),
    ...compiled.flatMap((one) => (one.kind === 'errors' ? one.errors : [])),
    ...duplicates(suites),
  ];
  if (errors.length > 0) throw new SuiteErrors(errors);
  return suites;
}

function withoutRepeats(files: readonly SuiteFileFound[]): SuiteFileFound[] {
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

interface SuiteFileFound {
  readonly path: string;
  /** As places name it: from the folder that holds the suites on, with `/`. */
  readonly shown: string;
}

/** The suite files at the path, in order, or why there are none. */
async function suiteFiles(path: string): Promise<SuiteFileFound[] | SuiteError> {
  const absolute = resolve(path);
  const stats = await stat(absolute).catch((cause: unknown) =>
    unreadable(path, 'there is no such file or folder', cause),
  );
  if (stats instanceof SuiteError) return stats;
  const root = rootOf(stats.isDirectory() ? absolute : dirname(absolute));
  const shown = (file: string): string => relative(dirname(root), file).replaceAll(sep, '/');
  if (!stats.isDirectory()) return [{ path: absolute, shown: shown(absolute) }];
  const entries = await readdir(absolute, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted(byCodePoint)
    .map((file) => ({ path: file, shown: shown(file) }));
  return files.length === 0 ? unreadable(path, 'there is no suite in it') : files;
}

/**
 * Where places start. The nearest folder called `suites`, so that a case has one place however it
 * was asked for; without one, the folder that was given.
 */
function rootOf(folder: string): string {
  const parts = folder.split(sep);
  const suites = parts.lastIndexOf('suites');
  return suites < 0 ? folder : parts.slice(0, suites + 1).join(sep);
}

function byCodePoint(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}

function unreadable(path: string, problem: string, cause?: unknown): SuiteError {
  const place: Place = { file: path, line: 1, column: 1 };
  const remedy = 'Give suite files (.yaml) or folders that hold some.';
  return new SuiteError(place, problem, { remedy, cause });
}

async function readSuite({ path, shown }: SuiteFileFound): Promise<Compiled> {
  const bytes = await readFile(path);
  return compileSuite({
    file: shown,
    group: basename(dirname(path)),
    name: basename(path).replace(/\.ya?ml$/, ''),
    text: bytes.toString('utf8'),
    digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
  });
}

/** Within a file `compile` finds them; here two files have the same group and name. */
function duplicates(suites: readonly Suite[]): SuiteError[] {
  const first = new Map<string, Case>();
  return suites
    .flatMap((suite) => suite.cases)
    .flatMap((subject) => {
      const before = first.get(subject.id);
      if (before === undefined) first.set(subject.id, subject);
      return before === undefined ? [] : [duplicate(subject, before)];
    });
}

function duplicate({ id, place }: Case, before: Case): SuiteError {
  const { file, line } = before.place;
  return new SuiteError(place, `the id ${id} is taken, by ${file}:${line}`, {
    remedy: 'Rename one of the two.',
  });
}
