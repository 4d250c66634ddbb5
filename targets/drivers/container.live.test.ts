import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog-files.ts';
import { describeDriver } from '../driver-contract.ts';
import { surveyMachine } from '../survey.ts';
import type { TargetSpec } from '../target.ts';
import { containers } from '../testing/left-behind.ts';
import { makeLocalImage, removeLocalImage } from '../testing/local-image.ts';
import { testSettings } from '../testing/settings.ts';
import { pullImage } from './container/runtime.ts';
import { containerDriver } from './container.ts';
import { installFromDebian } from './debian.ts';

const run = promisify(execFile);
const catalog = await loadCatalog();
const settings = testSettings(process.env);
const driver = containerDriver(catalog, settings);

// Images of tests only, so that those which somebody made for a run are left alone.
const SERVERS = [
  ['valkey', '9.1'],
  ['redis', '6.0'],
] as const;

const imageOf = (product: string, version: string) =>
  `samewire-test/${product}:${version}-${process.pid}`;
const specOf = (source: string): TargetSpec => ({
  name: `docker:${source}`,
  driver: 'container',
  source,
});

const cannot = await driver.cannotStart(specOf('any'));

if (cannot === undefined) {
  beforeAll(async () => {
    for (const [product, version] of SERVERS) {
      const packaged: TargetSpec = { name: product, driver: 'debian', product, version };
      const root = await installFromDebian(packaged, catalog, settings, {});
      await makeLocalImage(root, imageOf(product, version));
    }
  });
  afterAll(async () => {
    for (const [product, version] of SERVERS) await removeLocalImage(imageOf(product, version));
  });
}

for (const [product, version] of SERVERS) {
  describeDriver(
    {
      driver,
      spec: specOf(imageOf(product, version)),
      catalog,
      product,
      version,
      owned: true,
      process: true,
      leftBehind: containers,
    },
    cannot,
  );
}

describe.skipIf(cannot !== undefined)(`the container driver${cannot ? ` (${cannot})` : ''}`, () => {
  it('publishes the server to the loopback only', async () => {
    await using target = await driver.start(specOf(imageOf('valkey', '9.1')), {});
    const { stdout } = await run('docker', ['ps', '--format', '{{.Image}} {{.Ports}}']);
    const line = stdout.split('\n').find((each) => each.startsWith(imageOf('valkey', '9.1')));
    expect(line).toContain(`127.0.0.1:${target.address.port}->6379/tcp`);
    expect(line).not.toContain('0.0.0.0');
  });

  it('names an image that is neither here nor to be pulled', async () => {
    const spec = specOf('127.0.0.1:9/no/such-image:1');
    await expect(pullImage(spec)).rejects.toThrow(
      /the image 127\.0\.0\.1:9\/no\/such-image:1 is not here and cannot be pulled \(.+\)/,
    );
    await expect(driver.start(spec, {})).rejects.toMatchObject({
      remedy: expect.stringContaining('docker pull 127.0.0.1:9/no/such-image:1'),
    });
  });

  it('shows how a program ended that is no server', async () => {
    const spec = specOf(imageOf('valkey', '9.1'));
    const start = driver.start(spec, { config: { 'no-such-parameter': '1' } });
    await expect(start).rejects.toThrow(
      /ended while starting \(exit code 1\)[\s\S]*no-such-parameter/,
    );
    expect(await containers()).toEqual([]);
  });

  it('counts a container that somebody else removed as gone, and brings up another', async () => {
    await using target = await driver.start(specOf(imageOf('valkey', '9.1')), {});
    for (const id of await containers()) await run('docker', ['rm', '--force', id]);
    expect(await target.ending()).toBe('its container was removed');
    await target.restart();
    expect(await target.ending()).toBeUndefined();
  });

  it('removes what a dead Samewire left on this host', async () => {
    const image = imageOf('valkey', '9.1');
    const { stdout: hostname } = await run('hostname');
    // No process has an id beyond the kernel's limit of 4194304.
    const labels = ['samewire.pid=4999999', `samewire.host=${hostname.trim()}`];
    const flags = labels.flatMap((label) => ['--label', label]);
    await run('docker', ['run', '--detach', ...flags, image, '--port', '6379']);
    expect(await containersOf(image)).toHaveLength(1);
    await run(process.execPath, [startContainer, image, 'dispose']);
    expect(await containersOf(image)).toEqual([]);
  });

  it('leaves nothing of a Samewire that exits without disposing', async () => {
    const image = imageOf('valkey', '9.1');
    await run(process.execPath, [startContainer, image, 'exit']);
    expect(await containersOf(image)).toEqual([]);
  });

  it('has its images told by the survey', async () => {
    const machine = await surveyMachine(catalog, settings);
    expect(machine.docker.images).toContain(imageOf('valkey', '9.1'));
  });
});

describe('a machine without a daemon', () => {
  it('is told to start one', async () => {
    const nowhere = containerDriver(catalog, {
      ...settings,
      dockerHost: 'unix:///no/such/docker.sock',
    });
    expect(await nowhere.cannotStart(specOf('redis:8.0'))).toMatch(
      /no container daemon answers \(.*ENOENT.*start Docker/,
    );
  });
});

const startContainer = join(import.meta.dirname, '..', 'testing', 'start-container.ts');

async function containersOf(image: string): Promise<string[]> {
  const filter = `ancestor=${image}`;
  const { stdout } = await run('docker', ['ps', '--all', '--quiet', '--filter', filter]);
  return stdout.split('\n').filter((id) => id !== '');
}
