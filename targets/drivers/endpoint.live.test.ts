import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog-files.ts';
import { describeDriver } from '../driver-contract.ts';
import { parseTarget } from '../name.ts';
import { surveyMachine } from '../survey.ts';
import { type RunningTarget, TargetError, type TargetSpec } from '../target.ts';
import { processesAndFolders } from '../testing/left-behind.ts';
import { testSettings } from '../testing/settings.ts';
import { debianDriver } from './debian.ts';
import { endpointDriver } from './endpoint.ts';
import { freePort } from './port.ts';
import { talk } from './session.ts';

const PASSWORD = 'hunter2@here';
const catalog = await loadCatalog();
const scratch = await mkdtemp(join(tmpdir(), 'samewire-test-'));
const tempDir = join(scratch, 'temp');
await mkdir(tempDir);
const settings = { ...testSettings(process.env), tempDir };
const machine = await surveyMachine(catalog, settings);
const servers = debianDriver(catalog, settings);
const packaged: TargetSpec = { name: 'theirs', driver: 'debian', product: 'redis', version: '8.0' };
const noServer = await servers.cannotStart(packaged);
const driver = endpointDriver({});

/** A server of somebody else: with a password, a user, TLS on a port of its own, and a key in database 1. */
let theirs: RunningTarget | undefined;
let ca = '';
const plainPort = await freePort();
const tlsPort = await freePort();
const encoded = encodeURIComponent(PASSWORD);

if (noServer === undefined) {
  beforeAll(async () => {
    const certificate = await makeCertificate(scratch);
    ca = await readFile(certificate.cert, 'utf8');
    theirs = await servers.start(packaged, {
      config: {
        port: String(plainPort),
        'tls-port': String(tlsPort),
        'tls-cert-file': certificate.cert,
        'tls-key-file': certificate.key,
        'tls-ca-cert-file': certificate.cert,
        'tls-auth-clients': 'no',
        requirepass: PASSWORD,
        user: `app on >${PASSWORD} ~* +@all`,
      },
    });
    await talk(theirs.address, [['SET', 'theirs', '1']], { database: 1, timeoutMs: 2_000 });
  });
}
afterAll(async () => {
  await theirs?.[Symbol.asyncDispose]();
  expect(await processesAndFolders(tempDir)).toEqual([]);
  await rm(scratch, { recursive: true, force: true });
});

const named = (word: string) => parseTarget(word, catalog, machine);

describeDriver(
  {
    driver,
    spec: named(`redis://:${encoded}@127.0.0.1:${plainPort}/2`),
    catalog,
    product: 'redis',
    version: '8.0',
    owned: false,
    process: false,
    leftBehind: async () => [],
  },
  noServer,
);

describe.skipIf(noServer !== undefined)(`an endpoint${noServer ? ` (${noServer})` : ''}`, () => {
  it('offers the database of its URL, and nothing beyond it unless that is allowed', async () => {
    const spec = named(`redis://app:${encoded}@127.0.0.1:${plainPort}/3`);
    await using target = await driver.start(spec, {});
    expect([target.databases, target.serverWide, target.owned]).toEqual([[3], false, false]);
    expect(target.startedAs).toBe(`endpoint redis://app@127.0.0.1:${plainPort}/3`);
    await using allowed = await endpointDriver({ allowServerWide: true }).start(spec, {});
    expect(allowed.serverWide).toBe(true);
  });

  it('is spoken to over TLS when its authority is known', async () => {
    for (const host of ['127.0.0.1', 'localhost']) {
      const spec = named(`rediss://:${encoded}@${host}:${tlsPort}`);
      await using target = await endpointDriver({ ca }).start(spec, {});
      const [reply] = await talk(target.address, [['PING']], { timeoutMs: 2_000 });
      expect(reply).toEqual({ type: 'status', text: 'PONG' });
    }
  });

  it('with keys in the database is left alone, unless that is allowed', async () => {
    const spec = named(`redis://:${encoded}@127.0.0.1:${plainPort}/1`);
    await expect(driver.start(spec, {})).rejects.toThrow(
      'database 1 has 1 keys; Samewire would put its own beside them',
    );
    await using target = await endpointDriver({ allowNonEmpty: true }).start(spec, {});
    expect(target.databases).toEqual([1]);
    const options = { database: 1, timeoutMs: 2_000 };
    expect(await talk(target.address, [['GET', 'theirs']], options)).toMatchObject([{ text: '1' }]);
  });

  it.each([
    [
      'a wrong password',
      `redis://:wrong-hunter2@127.0.0.1:${plainPort}`,
      /refused the user or the password \(WRONGPASS/,
    ],
    [
      'a wrong user',
      `redis://nobody:${encoded}@127.0.0.1:${plainPort}`,
      /refused the user or the password \(WRONGPASS/,
    ],
    ['no password', `redis://127.0.0.1:${plainPort}`, /wants a password \(NOAUTH/],
    [
      'no password, and a database',
      `redis://127.0.0.1:${plainPort}/3`,
      /wants a password \(NOAUTH/,
    ],
    [
      'a database it has not',
      `redis://:${encoded}@127.0.0.1:${plainPort}/99`,
      /has no database 99 .*out of range/,
    ],
    [
      'nobody listening',
      'redis://:hunter2@127.0.0.1:9',
      /cannot be reached \(connection refused\)/,
    ],
    [
      'an unknown host',
      'redis://:hunter2@no-such-host.invalid',
      /cannot be reached \(.*no-such-host\.invalid/,
    ],
    ['TLS where there is none', `rediss://:${encoded}@127.0.0.1:${plainPort}`, /TLS failed/],
    [
      'no TLS where there is',
      `redis://:${encoded}@127.0.0.1:${tlsPort}`,
      /cannot be reached \(.*closed/,
    ],
    [
      'an unknown authority',
      `rediss://:${encoded}@127.0.0.1:${tlsPort}`,
      /TLS failed \(.*self[- ]signed/,
    ],
  ])('with %s is refused in words that tell no secret', async (_, word, problem) => {
    const error = await driver.start(named(word), {}).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(TargetError);
    expect(String(error)).toMatch(problem);
    const { remedy, cause, stack } = error as TargetError;
    const told = [error, remedy, cause, stack, JSON.stringify(error)].map(String).join('\n');
    expect(told).not.toContain('hunter2');
  });
});

async function makeCertificate(folder: string): Promise<{ cert: string; key: string }> {
  const [cert, key] = [join(folder, 'server.crt'), join(folder, 'server.key')];
  const subject = [
    '-subj',
    '/CN=localhost',
    '-addext',
    'subjectAltName=DNS:localhost,IP:127.0.0.1',
  ];
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'];
  await promisify(execFile)('openssl', [...request, ...subject, '-keyout', key, '-out', cert]);
  return { cert, key };
}
