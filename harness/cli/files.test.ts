import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { UsageError } from './exit-code.ts';
import { prepareFolder, writeFiles } from './files.ts';

const scratch = await mkdtemp(join(tmpdir(), 'samewire-test-'));
afterAll(() => rm(scratch, { recursive: true, force: true }));

const files = [
  { name: 'one.json', text: '1' },
  { name: 'two.md', text: '2' },
];

it('makes the folder, and leaves nothing in it by trying', async () => {
  const folder = join(scratch, 'a', 'b');
  await prepareFolder(folder);
  expect(await readdir(folder)).toEqual([]);
});

it('writes whole files and replaces older ones', async () => {
  const folder = join(scratch, 'out');
  await writeFiles(folder, [{ name: 'one.json', text: 'old and longer' }]);
  expect(await writeFiles(folder, files)).toEqual({ folder });
  expect((await readdir(folder)).toSorted()).toEqual(['one.json', 'two.md']);
  expect(await readFile(join(folder, 'one.json'), 'utf8')).toBe('1');
});

it('refuses beforehand what cannot be a folder, with the remedy', async () => {
  const file = join(scratch, 'file');
  await writeFile(file, '');
  await expect(prepareFolder(file)).rejects.toThrow(UsageError);
  await expect(prepareFolder(join(file, 'out'))).rejects.toMatchObject({
    message: expect.stringMatching(/file\/out cannot be written to: ENOTDIR/),
    remedy: 'Name another folder with --out.',
  });
});

it('rescues all files into a temporary folder when the folder takes one of them only', async () => {
  const folder = join(scratch, 'half');
  // A folder of that name cannot be replaced by a file: the second of the two fails.
  await mkdir(join(folder, 'two.md'), { recursive: true });
  const { folder: rescue, instead } = await writeFiles(folder, files);
  expect(instead).toMatch(/half could not be written to: EISDIR/);
  expect((await readdir(rescue)).toSorted()).toEqual(['one.json', 'two.md']);
  expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  await rm(rescue, { recursive: true });
});
