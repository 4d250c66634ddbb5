import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog-files.ts';
import { describeDriver } from '../driver-contract.ts';
import { surveyMachine } from '../survey.ts';
import type { TargetSpec } from '../target.ts';
import { processesAndFolders } from '../testing/left-behind.ts';
import { testSettings } from '../testing/settings.ts';
import { debianDriver, installFromDebian, serverCommand } from './debian.ts';
import { processDriver } from './process.ts';
import { talk } from './session.ts';

const catalog = await loadCatalog();
const scratch = await mkdtemp(join(tmpdir(), 'samewire-test-'));
const tempDir = join(scratch, 'temp');
const bin = join(scratch, 'bin');
await mkdir(tempDir);
await mkdir(bin);
const host = { ...testSettings(process.env), tempDir };
const settings = { ...host, path: [bin, ...host.path] };
const driver = processDriver(catalog, settings);
afterAll(() => rm(scratch, { recursive: true, force: true }));

// A server on PATH, whatever the machine has: Debian's, behind a script that runs its own loader.
const packaged: TargetSpec = {
  name: 'valkey@8.1',
  driver: 'debian',
  product: 'valkey',
  version: '8.1',
};
const noServer = await debianDriver(catalog, settings).cannotStart(packaged);
if (noServer === undefined) {
  const command = serverCommand(await installFromDebian(packaged, catalog, host, {}));
  await script('valkey-server', `exec ${command.join(' ')} "$@"`);
}

const spec: TargetSpec = {
  name: 'process:valkey-server',
  driver: 'process',
  source: 'valkey-server',
};
describeDriver(
  {
    driver,
    spec,
    catalog,
    product: 'valkey',
    version: '8.1',
    owned: true,
    process: true,
    leftBehind: () => processesAndFolders(tempDir),
  },
  noServer ?? (await driver.cannotStart(spec)),
);

describe.skipIf(noServer !== undefined)(
  `a server on PATH${noServer ? ` (${noServer})` : ''}`,
  () => {
    it('is found by the survey, by what it says of itself', async () => {
      const { binaries } = await surveyMachine(catalog, { ...settings, path: [bin] });
      expect(binaries).toEqual([
        { product: 'valkey', version: '8.1.1', path: join(bin, 'valkey-server') },
      ]);
    });

    it('gets the configuration of its version', async () => {
      await using target = await driver.start(spec, {});
      expect(target.startedAs).toBe('process valkey-server 8.1.1');
      const asked = [['CONFIG', 'GET', 'enable-debug-command']];
      const [values] = await talk(target.address, asked, { timeoutMs: 2_000 });
      expect(JSON.stringify(values)).toContain('"yes"');
    });

    it('says that its port is in use', async () => {
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      const bound = other.address();
      const port = typeof bound === 'object' && bound !== null ? String(bound.port) : '';
      const start = driver.start(spec, { config: { port } });
      await expect(start).rejects.toThrow(
        `process:valkey-server: port ${port} is in use on 127.0.0.1`,
      );
      other.close();
    });

    it('is not mistaken for another server that has its port', async () => {
      await using first = await driver.start(spec, {});
      const config = { port: String(first.address.port) };
      await expect(driver.start(spec, { config })).rejects.toThrow('is in use on 127.0.0.1');
    });

    it('may be started by a script that stays', async () => {
      const source = await script('wrapper', `${join(bin, 'valkey-server')} "$@"`);
      const wrapped: TargetSpec = { name: 'process:wrapper', driver: 'process', source };
      const target = await driver.start(wrapped, {});
      await target[Symbol.asyncDispose]();
      expect(await processesAndFolders(tempDir)).toEqual([]);
    });

    it.each(['SIGKILL', 'exit'])('does not outlive a Samewire that ends by %s', async (how) => {
      const program = join(import.meta.dirname, '..', 'testing', 'start-and-end.ts');
      const child = spawn(process.execPath, [program, tempDir, join(bin, 'valkey-server'), how], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = once(child, 'exit');
      const [started] = await once(child.stdout, 'data');
      const pid = Number(String(started));
      expect(pid).toBeGreaterThan(1);
      await ended;
      await expect.poll(() => isAlive(pid), { timeout: 2_000 }).toBe(false);
      // A process that is killed cannot remove its folder.
      if (how === 'exit') expect(await processesAndFolders(tempDir)).toEqual([]);
      else await rm(tempDir, { recursive: true }).then(() => mkdir(tempDir));
    });
  },
);

describe('a program', () => {
  it.each([
    ['no-such-server', 'no-such-server is not on PATH'],
    ['/no/such/server', '/no/such/server does not exist'],
    [scratch, 'is not a file'],
    [join(import.meta.dirname, 'process.ts'), 'is not executable'],
  ])('%s cannot be started, and it says why', async (source, why) => {
    const wrong: TargetSpec = { name: 'process:wrong', driver: 'process', source };
    expect(await driver.cannotStart(wrong)).toContain(why);
    await expect(driver.start(wrong, {})).rejects.toThrow(why);
  });

  it('that is no server ends with its last words', async () => {
    const source = await script('talker', 'echo no servers here >&2; exit 3');
    const start = driver.start({ name: 'process:talker', driver: 'process', source }, {});
    await expect(start).rejects.toThrow(/\(exit code 3\).*\nno servers here/);
  });

  it('without a place for its files says so', async () => {
    const nowhere = processDriver(catalog, { ...settings, tempDir: '/no/such/folder' });
    const source = await script('placeless', 'exit 0');
    const start = nowhere.start({ name: 'process:placeless', driver: 'process', source }, {});
    await expect(start).rejects.toThrow('needs a place in /no/such/folder (ENOENT');
  });

  it('of a format that the kernel does not know cannot be run', async () => {
    const source = join(bin, 'rubbish');
    await copyFile('/dev/null', source);
    await writeFile(source, '\u0000\u0001');
    await chmod(source, 0o755);
    const start = driver.start({ name: 'process:rubbish', driver: 'process', source }, {});
    await expect(start).rejects.toThrow(/the server ended while starting/);
    expect(await processesAndFolders(tempDir)).toEqual([]);
  });
});

async function script(name: string, body: string): Promise<string> {
  const path = join(bin, name);
  await writeFile(path, `#!/bin/sh\n${body}\n`);
  await chmod(path, 0o755);
  return path;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
