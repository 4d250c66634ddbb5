import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { autoTargets } from '../auto.ts';
import { loadCatalog } from '../catalog-files.ts';
import { describeDriver } from '../driver-contract.ts';
import { surveyMachine } from '../survey.ts';
import type { TargetSpec } from '../target.ts';
import { processesAndFolders } from '../testing/left-behind.ts';
import { testSettings } from '../testing/settings.ts';
import { keepLinksInside } from './debian/root.ts';
import { debianDriver, installFromDebian } from './debian.ts';
import { infoServer } from './session.ts';

const catalog = await loadCatalog();
const scratch = await mkdtemp(join(tmpdir(), 'samewire-test-'));
const tempDir = join(scratch, 'temp');
await mkdir(tempDir);
const settings = { ...testSettings(process.env), tempDir };
const driver = debianDriver(catalog, settings);
afterAll(() => rm(scratch, { recursive: true, force: true }));

const debianSpec = (product: string, version: string): TargetSpec => ({
  name: `${product}@${version}`,
  driver: 'debian',
  product,
  version,
});

// The oldest loader and layout, and the newest.
for (const [product, version] of [
  ['redis', '6.0'],
  ['valkey', '9.1'],
] as const) {
  const spec = debianSpec(product, version);
  describeDriver(
    {
      driver,
      spec,
      catalog,
      product,
      version,
      owned: true,
      process: true,
      leftBehind: () => processesAndFolders(tempDir),
    },
    await driver.cannotStart(spec),
  );
}

const cannot = await driver.cannotStart(debianSpec('valkey', '9.1'));

describe.skipIf(cannot !== undefined)(`Debian's packages${cannot ? ` (${cannot})` : ''}`, () => {
  it('bring up every version that the catalog says they have, each as itself', async () => {
    const machine = { ...(await surveyMachine(catalog, settings)), binaries: [] };
    const specs = autoTargets(catalog, machine).specs.filter((spec) => spec.driver === 'debian');
    const started = await Promise.all(specs.map((spec) => driver.start(spec, {})));
    try {
      const infos = await Promise.all(started.map(({ address }) => infoServer(address, 2_000)));
      for (const [index, { product, version }] of specs.entries()) {
        const field = new RegExp(`^${product}_version:${version}\\.`, 'm');
        expect(infos[index]).toMatch(field);
      }
      expect(specs.length).toBeGreaterThanOrEqual(8);
    } finally {
      await Promise.all(started.map((target) => target[Symbol.asyncDispose]()));
    }
  });

  it('are downloaded once by processes that ask at once, whatever a dead one left', async () => {
    const cacheDir = join(scratch, 'cache');
    const cold = { ...settings, cacheDir };
    const spec = debianSpec('valkey', '8.1');
    const installed = await installFromDebian(spec, catalog, cold, {});
    await rm(join(installed.root, 'samewire.json'));
    await mkdir(`${installed.root}.partial/root`, { recursive: true });
    await writeFile(`${installed.root}.partial/root/half`, '');
    const progress: string[] = [];
    const onProgress = (doing: string) => progress.push(doing);
    const [first, second] = await Promise.all([
      installFromDebian(spec, catalog, cold, { onProgress }),
      installFromDebian(spec, catalog, cold, { onProgress }),
    ]);
    expect(second).toEqual(first);
    expect(progress.filter((doing) => doing.startsWith('unpacking'))).toHaveLength(1);
    expect(await readdir(join(cacheDir, 'debian'))).not.toContain('valkey-8.1-amd64.partial');
  });

  it('that cannot be downloaded are named, with the suite and why', async () => {
    const cold = {
      ...settings,
      cacheDir: join(scratch, 'unreachable'),
      debianMirror: 'http://127.0.0.1:9/debian',
    };
    const start = debianDriver(catalog, cold).start(debianSpec('redis', '8.6'), {});
    await expect(start).rejects.toThrow(
      /redis@8\.6: cannot be downloaded\. redis-server from experimental: .*127\.0\.0\.1:9/,
    );
    await expect(start).rejects.toMatchObject({
      remedy: expect.stringContaining('docker:redis@8.6'),
    });
  });

  it('of another version than asked for are refused', async () => {
    const moved = catalog.map((product) =>
      product.product === 'valkey'
        ? { ...product, versions: { '8.7': { debian: [{ suite: 'trixie' }] } } }
        : product,
    );
    const cold = { ...settings, cacheDir: join(scratch, 'cache') };
    const start = debianDriver(moved, cold).start(debianSpec('valkey', '8.7'), {});
    await expect(start).rejects.toThrow(
      /valkey-server from trixie: the suite has 8\.1\.\d+ now, not 8\.7/,
    );
  });

  it('need a place to be kept in', async () => {
    const file = join(scratch, 'file');
    await writeFile(file, '');
    const nowhere = debianDriver(catalog, { ...settings, cacheDir: file });
    const start = nowhere.start(debianSpec('valkey', '8.1'), {});
    await expect(start).rejects.toThrow(`needs a place in ${file}/debian (ENOTDIR`);
  });

  it('are given up when aborted', async () => {
    const abort = new AbortController();
    const cacheDir = join(scratch, 'aborted');
    const onProgress = () => abort.abort(new Error('Ctrl-C'));
    const cold = { ...settings, cacheDir };
    const start = installFromDebian(debianSpec('valkey', '8.1'), catalog, cold, {
      signal: abort.signal,
      onProgress,
    });
    await expect(start).rejects.toThrow();
    const left = await readdir(join(cacheDir, 'debian'));
    expect(left.filter((name) => name.includes('valkey') && !name.endsWith('.lock'))).toEqual([]);
  });
});

describe('a host without apt', () => {
  it('is told to use a container', async () => {
    const bare = debianDriver(catalog, { ...settings, path: [], cacheDir: join(scratch, 'none') });
    const spec = debianSpec('valkey', '9.1');
    expect(await bare.cannotStart(spec)).toMatch(/no Debian host \(no apt-get.*container/);
    await expect(bare.start(spec, {})).rejects.toThrow('no Debian host');
  });
});

describe('links of an unpacked root', () => {
  it('lead nowhere outside of it', async () => {
    const root = join(scratch, 'root');
    await mkdir(join(root, 'lib64'), { recursive: true });
    await mkdir(join(root, 'lib'), { recursive: true });
    await writeFile(join(root, 'lib', 'ld.so'), 'of the root');
    const ln = promisify(execFile);
    await ln('ln', ['-s', '/lib/ld.so', join(root, 'lib64', 'ld.so')]);
    await keepLinksInside(root);
    const { stdout } = await ln('cat', [join(root, 'lib64', 'ld.so')]);
    expect(stdout).toBe('of the root');
  });
});
