import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { listTargets, whereIs } from './availability.ts';
import { loadCatalog } from './catalog-files.ts';
import { debianArchitecture } from './drivers/architecture.ts';
import type { Machine } from './machine.ts';
import { parseTarget } from './name.ts';

const catalog = await loadCatalog();
const cacheDir = await mkdtemp(join(tmpdir(), 'samewire-test-'));
afterAll(() => rm(cacheDir, { recursive: true, force: true }));
const settings = { path: [], cacheDir, tempDir: tmpdir() };

const machine: Machine = {
  architecture: 'amd64',
  binaries: [{ product: 'redis', version: '7.0.15', path: '/usr/bin/redis-server' }],
  debian: {},
  docker: { images: ['redis:7.2'] },
};

// valkey 9.1 as the debian driver leaves it.
const root = join(cacheDir, 'debian', `valkey-9.1-${debianArchitecture(process.arch)}`);
const manifest = {
  packageName: 'valkey-server',
  version: '9.1.2',
  suite: 'forky',
  binary: 'usr/bin/valkey-server',
  layout: { loader: 'usr/lib/x/ld.so', libraryPath: ['usr/lib/x', 'lib/x'] },
};
await mkdir(join(root, 'usr/bin'), { recursive: true });
await writeFile(join(root, manifest.binary), '');
await writeFile(join(root, 'samewire.json'), JSON.stringify(manifest));

describe('the list of targets', () => {
  it.each([
    ['reference', 'embedded', true, 'embedded'],
    ['redis@7.0', 'process', true, '/usr/bin/redis-server on PATH'],
    ['redis@8.0', 'debian', false, 'Debian package, to be downloaded'],
    ['valkey@9.1', 'debian', true, 'Debian package valkey-server 9.1.2 (forky)'],
    ['redis@7.2', 'container', true, 'image redis:7.2'],
    ['redis@7.4', 'container', false, 'image redis:7.4, to be pulled'],
  ])('says of %s how it is had', async (name, driver, here, how) => {
    const listed = await listTargets(catalog, machine, settings);
    expect(listed.find((target) => target.name === name)).toMatchObject({ driver, here, how });
  });

  it('says why one cannot be had, and what is odd about it', async () => {
    const without = { ...machine, docker: { why: 'no daemon', images: [] } };
    const listed = await listTargets(catalog, without, settings);
    const dragonfly = listed.find(({ name }) => name === 'dragonfly@1.40');
    expect(dragonfly).toMatchObject({ here: false, title: 'Dragonfly 1.40' });
    expect(dragonfly?.driver).toBeUndefined();
    expect(dragonfly?.how).toContain('no daemon');
    expect(dragonfly?.quirks.map(({ id }) => id)).toContain('no-swapdb');
  });
});

describe('where a target is', () => {
  it.each([
    ['reference', 'inside Samewire'],
    ['redis@7.0', '/usr/bin/redis-server'],
    ['redis@8.0', undefined],
    ['redis@7.2', 'redis:7.2'],
    ['redis@7.4', undefined],
    ['redis://:secret@host:1/2', 'redis://host:1/2'],
    [
      'valkey@9.1',
      `${root}/usr/lib/x/ld.so --library-path ${root}/usr/lib/x:${root}/lib/x ${root}/usr/bin/valkey-server`,
    ],
  ])('%s', async (word, where) => {
    const spec = parseTarget(word, catalog, machine);
    expect(await whereIs(spec, catalog, machine, settings)).toBe(where);
  });
});
