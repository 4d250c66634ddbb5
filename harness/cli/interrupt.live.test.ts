/** Ctrl-C at the command line: what is known is kept, and nothing is left. */
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../targets/catalog-files.ts';
import { createDrivers } from '../../targets/drivers.ts';
import { processesAndFolders } from '../../targets/testing/left-behind.ts';
import { testSettings } from '../../targets/testing/settings.ts';
import { readDocument } from '../results/text.ts';
import { start } from './testing/samewire.ts';

const catalog = await loadCatalog();
const scratch = await mkdtemp(join(tmpdir(), 'samewire-test-'));
const tempDir = join(scratch, 'temp');
const settings = { ...testSettings(process.env), tempDir };
const { debian } = createDrivers(catalog, settings);
const noServer = await debian.cannotStart({
  name: 'redis@7.0',
  driver: 'debian',
  product: 'redis',
  version: '7.0',
});
beforeEach(async () => {
  await rm(tempDir, { recursive: true, force: true });
  await mkdir(tempDir);
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

const ARGS = ['run', '-t', 'debian:redis@7.0,debian:valkey@9.1,reference', '--no-expect'];
const place = { cwd: scratch, env: { TMPDIR: tempDir } };

describe.skipIf(noServer !== undefined)(`Ctrl-C${noServer ? ` (${noServer})` : ''}`, () => {
  it.each([['SIGINT'], ['SIGTERM']] as const)(
    '(%s) in the middle of a run writes what is known and leaves nothing',
    async (signal) => {
      const out = `out-${signal}`;
      const running = start([...ARGS, '-o', out], place);
      await running.said(/redis@7\.0: up\n/);
      await new Promise((resolve) => setTimeout(resolve, 150));
      const began = performance.now();
      running.child.kill(signal);
      const ran = await running.ended;
      expect(performance.now() - began).toBeLessThan(10_000);
      expect(ran.code).toBe(130);
      expect(ran.stderr).toMatch(
        /stopping: servers are taken down and what is known so far is kept/,
      );
      expect(ran.stderr).not.toMatch(/^\s+at /m);
      const text = await readFile(join(scratch, out, 'samewire.results.json'), 'utf8');
      const verdicts = readDocument(text).results.flatMap(({ cells }) => cells);
      expect(verdicts.some(({ why }) => why === 'the run was interrupted before it')).toBe(true);
      expect(verdicts.filter(({ rung }) => rung === 'crash' || rung === 'hang')).toEqual([]);
      expect(await processesAndFolders(tempDir)).toEqual([]);
    },
  );

  it('while servers start leaves nothing either', async () => {
    const running = start([...ARGS, '-o', 'early'], place);
    while ((await readdir(tempDir)).length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    running.child.kill('SIGINT');
    expect((await running.ended).code).toBe(130);
    expect(await processesAndFolders(tempDir)).toEqual([]);
  });

  it('twice ends at once, and leaves nothing', async () => {
    const running = start([...ARGS, '-o', 'twice'], place);
    await running.said(/redis@7\.0: up\n/);
    await new Promise((resolve) => setTimeout(resolve, 100));
    running.child.kill('SIGINT');
    running.child.kill('SIGTERM');
    const began = performance.now();
    const ran = await running.ended;
    expect(ran.code).toBe(130);
    expect(performance.now() - began).toBeLessThan(2_000);
    // The kernel takes killed servers away a moment later.
    await expect.poll(() => processesAndFolders(tempDir)).toEqual([]);
  });
});
