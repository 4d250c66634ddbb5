import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSuites } from './read-suites.ts';
import { SuiteErrors } from './suite-error.ts';

const OURS = fileURLToPath(new URL('../../suites', import.meta.url));

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samewire-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(path: string, text: string): Promise<string> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  return file;
}

function suite(name: string, more = ''): string {
  return `suite: ${name}
title: A suite
commands: [get]
cases:
  - case: only
    steps: [[GET, key]]
${more}`;
}

/** What is wrong with the suites, line by line. */
async function mistakes(...paths: string[]): Promise<string[]> {
  const error = await readSuites(paths).catch((thrown: unknown) => thrown);
  if (!(error instanceof SuiteErrors)) throw new Error('they load');
  return error.errors.map(({ message }) => message);
}

describe('readSuites', () => {
  it('finds the suites of a folder in the order of their names, at any depth', async () => {
    await write('suites/b/two.yaml', suite('two'));
    await write('suites/b/one.yaml', suite('one'));
    await write('suites/a/deep/three.yaml', suite('three'));
    await write('suites/schema/suite.schema.json', '{}');
    const suites = await readSuites([join(folder, 'suites')]);
    expect(suites.map(({ cases: [only] }) => [only?.id, only?.place.file])).toEqual([
      ['deep/three/only', 'suites/a/deep/three.yaml'],
      ['b/one/only', 'suites/b/one.yaml'],
      ['b/two/only', 'suites/b/two.yaml'],
    ]);
  });

  it('gives a suite the same places and digest however it was asked for, and reads it once', async () => {
    const file = await write('suites/string/get.yaml', suite('get'));
    const [whole] = await readSuites([join(folder, 'suites')]);
    const alone = await readSuites([file, dirname(file)]);
    expect(alone).toHaveLength(1);
    expect(alone[0]?.digest).toBe(whole?.digest);
    expect(alone[0]?.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(alone[0]?.cases[0]?.place).toEqual(whole?.cases[0]?.place);
  });

  it('shows every mistake of every file at once', async () => {
    await write('suites/string/get.yaml', suite('get', '    titel: x\n    sinse: { redis: 6.2 }'));
    await write('suites/string/set.yaml', suite('gett'));
    await write('suites/string/ttl.yaml', 'suite: "ttl');
    await write('suites/string/fine.yaml', suite('fine'));
    expect(await mistakes(join(folder, 'suites'))).toEqual([
      'suites/string/get.yaml:7:5: unknown word `titel`. Did you mean `title`?',
      'suites/string/get.yaml:8:5: unknown word `sinse`. Did you mean `since`?',
      'suites/string/set.yaml:1:8: the suite `gett` is in a file of another name. Write `suite: set`, or rename the file.',
      'suites/string/ttl.yaml:1:12: not YAML: missing closing "quote',
    ]);
  });

  it('refuses one id for two cases', async () => {
    await write('suites/commands/string/get.yaml', suite('get'));
    await write('suites/failures/string/get.yaml', suite('get'));
    expect(await mistakes(join(folder, 'suites'))).toEqual([
      'suites/failures/string/get.yaml:5:5: the id string/get/only is taken, by suites/commands/string/get.yaml:5. Rename one of the two.',
    ]);
  });

  it('says so when there is nothing to read', async () => {
    const remedy = 'Give suite files (.yaml) or folders that hold some.';
    const missing = join(folder, 'missing');
    expect(await mistakes(folder, missing)).toEqual([
      `${folder}:1:1: there is no suite in it. ${remedy}`,
      `${missing}:1:1: there is no such file or folder. ${remedy}`,
    ]);
  });

  it('reads all of ours', async () => {
    const suites = await readSuites([OURS]);
    expect(suites.length).toBeGreaterThan(100);
    const steps = suites.flatMap(({ cases }) => cases.flatMap((one) => one.steps));
    expect(steps.filter((step) => 'contract' in step).length).toBeGreaterThan(steps.length / 2);
  }, 30_000);
});
