/** Somebody else's server at the command line: nothing of theirs changes, and no secret is told. */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../targets/catalog-files.ts';
import { talk } from '../../targets/drivers/session.ts';
import { createDrivers } from '../../targets/drivers.ts';
import type { RunningTarget, TargetSpec } from '../../targets/target.ts';
import { processesAndFolders } from '../../targets/testing/left-behind.ts';
import { testSettings } from '../../targets/testing/settings.ts';
import type { ResultDocument } from '../results/document.generated.ts';
import { readDocument } from '../results/text.ts';
import { notation, says } from '../suite/notation.ts';
import { samewire, start } from './testing/samewire.ts';

const PASSWORD = 'hunter2-Ärger@here';
const catalog = await loadCatalog();
const scratch = await mkdtemp(join(tmpdir(), 'samewire-test-'));
const [tempDir, cwd] = [join(scratch, 'temp'), join(scratch, 'cwd')];
await Promise.all([mkdir(tempDir), mkdir(cwd)]);
const { debian } = createDrivers(catalog, { ...testSettings(process.env), tempDir });
const spec: TargetSpec = { name: 'theirs', driver: 'debian', product: 'redis', version: '7.0' };
const noServer = await debian.cannotStart(spec);

let theirs: RunningTarget | undefined;
if (noServer === undefined) {
  beforeAll(async () => {
    theirs = await debian.start(spec, { config: { requirepass: PASSWORD } });
  });
}
afterAll(async () => {
  await theirs?.[Symbol.asyncDispose]();
  expect(await processesAndFolders(tempDir)).toEqual([]);
  await rm(scratch, { recursive: true, force: true });
});

function server(): RunningTarget {
  if (theirs === undefined) throw new Error('not started');
  return theirs;
}

function url(database: number, password = PASSWORD): string {
  return `redis://:${encodeURIComponent(password)}@127.0.0.1:${server().address.port}/${database}`;
}

async function ask(database: number, ...commands: string[][]) {
  return talk(server().address, commands, { database, timeoutMs: 5_000 });
}

/** What servers keep beside keys, and nobody but their owner may change. */
const LASTING: readonly string[][] = [
  ['CONFIG', 'GET', '*'],
  ['ACL', 'LIST'],
  ['FUNCTION', 'LIST', 'WITHCODE'],
];

/** A digest of every key with its type, value and expiry, in each database that has some. */
async function fingerprint(): Promise<Record<string, string>> {
  const lasting = await ask(0, ...LASTING);
  const entries: [string, string][] = lasting.map((reply, i) => [`${LASTING[i]}`, says(reply)]);
  for (let database = 0; database < 16; database++) {
    const [keys] = await ask(database, ['KEYS', '*']);
    const names = keys?.type === 'array' ? keys.items.map((key) => 'text' in key && key.text) : [];
    for (const name of names.map(String).toSorted()) {
      const replies = await ask(database, ['TYPE', name], ['DUMP', name], ['PEXPIRETIME', name]);
      const digest = createHash('sha256').update(JSON.stringify(replies.map(notation)));
      entries.push([`${database} ${name}`, digest.digest('hex')]);
    }
  }
  return Object.fromEntries(entries);
}

const THEIR_LIBRARY = `#!lua name=theirs
redis.register_function('theirs', function() return 'theirs' end)`;

/** The names that shipped cases use most, and a few others. */
const THEIRS: readonly string[][] = [
  ['SET', 'theirs', 'value', 'PX', '86400000'],
  ['RPUSH', 'their list', 'b', 'a', 'c'],
  ['HSET', 'their hash', 'field', 'value'],
  ['SADD', 'their set', 'member'],
  ['ZADD', 'their zset', '1', 'member'],
  ['XADD', 'their stream', '1-1', 'field', 'value'],
  ['SET', 'key', 'of the same name'],
  ['RPUSH', 'destination', 'of the same name'],
];

async function documentIn(folder: string): Promise<ResultDocument> {
  return readDocument(await readFile(join(cwd, folder, 'samewire.results.json'), 'utf8'));
}

describe.skipIf(noServer !== undefined)(`an endpoint${noServer ? ` (${noServer})` : ''}`, () => {
  beforeEach(async () => {
    await ask(
      0,
      ['FLUSHALL'],
      ['ACL', 'SETUSER', 'writer', 'on', '>secret', '~their*', '+set'],
      ['FUNCTION', 'LOAD', 'REPLACE', THEIR_LIBRARY],
    );
  });

  it('with keys in it is refused, and untouched', async () => {
    await ask(3, ...THEIRS);
    const before = await fingerprint();
    const ran = await samewire(['run', '-t', url(3), '-o', 'refused'], { cwd });
    expect(ran.code).toBe(3);
    expect(ran.stderr).toMatch(/database 3 has 8 keys; Samewire would put its own beside them/);
    expect(await fingerprint()).toEqual(before);
  });

  it('with keys in it, allowed, keeps every one of them through all shipped suites', async () => {
    for (const database of [0, 1, 3, 15]) await ask(database, ...THEIRS);
    const before = await fingerprint();
    expect(Object.keys(before)).toHaveLength(32 + LASTING.length);
    const args = ['run', '-t', url(3), '-o', 'beside', '--allow-non-empty', '--allow-server-wide'];
    const ran = await samewire([...args, '--no-expect'], { cwd });
    expect([0, 1]).toContain(ran.code);
    expect(await fingerprint()).toEqual(before);
    const { results } = await documentIn('beside');
    const found = results.map(({ cells }) => cells[0]);
    expect(found.filter((cell) => cell?.verdict === 'same').length).toBeGreaterThan(200);
    for (const cell of found) {
      if (cell?.verdict !== 'blocked') continue;
      expect(cell.why).toMatch(
        /same name|reads the whole database|reach any key|name a key only|configuration|end or turn|users, functions/,
      );
    }
  });

  it('that is empty is left empty, and so are all databases beside it', async () => {
    await ask(0, ...THEIRS);
    const before = await fingerprint();
    const ran = await samewire(['run', '-t', url(5), '-o', 'empty', '--no-expect'], { cwd });
    expect([0, 1]).toContain(ran.code);
    expect(await fingerprint()).toEqual(before);
    const { results } = await documentIn('empty');
    // What touches the whole server is not for an endpoint; what keeps to its keys is.
    const ofKeys = results.filter((row) => /^(?:string|hash|list|set|sorted-set)\//.test(row.case));
    const blocked = ofKeys.filter(({ cells }) => cells[0]?.verdict === 'blocked');
    expect(blocked.length).toBeLessThan(ofKeys.length / 10);
  });

  it('with a wrong password is told so, without the password', async () => {
    const ran = await samewire(['run', '-t', url(5, 'wrong-hunter2'), '-o', 'wrong'], { cwd });
    expect(ran.code).toBe(3);
    expect(ran.stderr).toMatch(/refused the user or the password \(WRONGPASS/);
    await expectNoSecret('wrong', ran);
  });

  it('never has its password told, in output or reports', async () => {
    const ran = await samewire(['run', '-c', 'string', '-t', url(5), '-o', 'secret', '--json'], {
      cwd,
    });
    expect([0, 1]).toContain(ran.code);
    await expectNoSecret('secret', ran);
  });

  it('that stops answering for ever in the middle is given up within half a minute', async () => {
    const began = performance.now();
    const running = start(['run', '-t', url(6), '-o', 'stopped', '--no-expect'], { cwd });
    await running.said(/: up\n/);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await server().signal('SIGSTOP');
    const ran = await running.ended;
    await server().signal('SIGCONT');
    expect(performance.now() - began).toBeLessThan(30_000);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(
      /is tested no further: the server stopped answering: no answer to PING/,
    );
    const found = (await documentIn('stopped')).results.map(({ cells }) => cells[0]);
    expect(found.filter((cell) => cell?.rung === 'hang')).toHaveLength(1);
    expect(found.filter((cell) => cell?.verdict === 'blocked').length).toBeGreaterThan(100);
    expect(found.filter((cell) => cell?.verdict === 'unstable')).toEqual([]);
  });
});

describe('an endpoint that accepts connections and never answers', () => {
  const sockets = new Set<Socket>();
  const mute = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
  });
  beforeAll(() => new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    mute.close();
  });

  it('is told to be one within seconds', async () => {
    const { port } = mute.address() as { port: number };
    const began = performance.now();
    const ran = await samewire(['run', '-t', `redis://127.0.0.1:${port}`, '-o', 'mute'], { cwd });
    expect(ran.code).toBe(3);
    expect(ran.stderr).toMatch(/cannot be reached \(no answer in 5000 ms\)/);
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});

async function expectNoSecret(
  folder: string,
  { stdout, stderr }: { stdout: string; stderr: string },
): Promise<void> {
  const names = await readdir(join(cwd, folder));
  const files = await Promise.all(names.map((name) => readFile(join(cwd, folder, name), 'utf8')));
  for (const text of [stdout, stderr, ...files]) {
    expect(text).not.toMatch(/hunter2|%C3%84rger|Ärger@here/);
  }
}
