/** The expectations of a run: files that the user names, or the shipped ones, and what cases state. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Expectation, parseExpectations } from '../results/expect.ts';
import type { Suite } from '../suite/case.ts';
import { UsageError } from './exit-code.ts';
import { shippedKnown } from './package.ts';

/** `false` is `--no-expect`; an empty list stands for the shipped files. */
export async function expectationsFor(
  files: readonly string[] | false,
  suites: readonly Suite[],
): Promise<Expectation[]> {
  if (files === false) return [];
  const paths = files.length > 0 ? files : await shippedFiles();
  const fromFiles = await Promise.all(
    paths.map(async (path) => parseExpectations(path, await read(path))),
  );
  return [...fromFiles.flat(), ...statedByCases(suites)];
}

async function shippedFiles(): Promise<string[]> {
  const names = await readdir(shippedKnown, { recursive: true });
  return names
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => join(shippedKnown, name));
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new UsageError(`--expect ${path}: ${(cause as Error).message}`, { cause });
  }
}

function statedByCases(suites: readonly Suite[]): Expectation[] {
  return suites
    .flatMap(({ cases }) => cases)
    .flatMap(({ id, known, place }) =>
      known.map((entry) => ({
        ...entry,
        rung: entry.rung as Expectation['rung'],
        case: id,
        file: place.file,
      })),
    );
}
