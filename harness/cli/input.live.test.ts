/** Wrong input at the command line: one clear message, the right exit code, no stack, nothing lost. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { readDocument } from '../results/text.ts';
import { packageRoot } from './package.ts';
import { samewire } from './testing/samewire.ts';

const cwd = await mkdtemp(join(tmpdir(), 'samewire-test-'));
afterAll(() => rm(cwd, { recursive: true, force: true }));

const QUICK = ['run', '--case', 'string/strlen', '--no-expect'];
const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;

async function suiteFile(name: string, text: string): Promise<string> {
  const folder = join(cwd, name);
  await mkdir(join(folder, 'string'), { recursive: true });
  await writeFile(join(folder, 'string', 'get.yaml'), text);
  return folder;
}

const good = `suite: get
title: GET
commands: [get]
cases:
  - case: missing
    steps:
      - { send: [GET, missing], reply: null }
`;

describe('wrong input', () => {
  it.each<[what: string, args: string[], code: number, says: RegExp]>([
    ['an unknown command', ['rum'], 2, /unknown command 'rum'\n\(Did you mean run\?\)/],
    ['an unknown option', ['run', '--tragets', 'x'], 2, /unknown option '--tragets'\n.*--targets/],
    [
      'an unknown subcommand',
      ['suites', 'lst'],
      2,
      /unknown command 'lst'\n\(Did you mean list\?\)/,
    ],
    ['a bad protocol', ['run', '-p', '4'], 2, /'4' is invalid.*2 or 3/],
    ['a setting nobody knows', ['serve', '--set', 'nope=1'], 2, /'nope=1' is invalid.*CONFIG GET/],
    ['a bad setting', ['serve', '--set', 'hz=abc'], 2, /hz: argument couldn't be parsed/],
    ['a file that is not there', ['serve', 'none.conf'], 2, /no such file.*none\.conf/],
    ['a bad timeout', ['run', '--timeout', 'soon'], 2, /'soon' is invalid.*500ms or 5s/],
    [
      'a bad policy',
      ['run', '--policy', 'lax'],
      2,
      /Allowed choices are strict, client, application/,
    ],
    ['an unknown product', [...QUICK, '-t', 'valkye@9.1'], 2, /valkye.*Did you mean valkey/s],
    ['an unknown version', [...QUICK, '-t', 'valkey@1.2'], 2, /valkey@1\.2/],
    ['an empty list of targets', [...QUICK, '-t', ''], 2, /target/],
    [
      'a foreign baseline',
      [...QUICK, '-t', 'reference', '-b', 'redis@7.0'],
      2,
      /--baseline redis@7\.0 is none of the targets/,
    ],
    [
      'no such case',
      ['run', '--case', 'nothing/here', '-t', 'reference'],
      2,
      /no case fits nothing\/here/,
    ],
    ['no such suite', ['run', 'no-such-folder', '-t', 'reference'], 2, /no-such-folder/],
    [
      'no such expectations',
      [...QUICK.slice(0, 3), '--expect', 'none.yaml', '-t', 'reference'],
      2,
      /--expect none\.yaml: ENOENT/,
    ],
    [
      'no such authority',
      [...QUICK, '--ca', 'none.pem', '-t', 'reference'],
      2,
      /--ca none\.pem: ENOENT/,
    ],
    [
      'a word that is none',
      ['suites', 'explain', 'repy'],
      2,
      /no word repy\. Did you mean reply\?/,
    ],
    ['a port that is none', ['serve', '--port', 'x'], 2, /--port is a number from 0 to 65535/],
    [
      'a program that is none',
      [...QUICK, '-t', 'process:/no/such/server'],
      3,
      /\/no\/such\/server/,
    ],
    [
      'an endpoint that nobody serves',
      [...QUICK, '-t', 'redis://127.0.0.1:9'],
      3,
      /redis:\/\/127\.0\.0\.1:9.*cannot be reached \(connection refused\)/,
    ],
  ])('%s', async (_, args, code, says) => {
    const ran = await samewire(args, { cwd });
    expect(`${ran.stdout}${ran.stderr}`).toMatch(says);
    expect(ran.code).toBe(code);
    expect(ran.stderr).not.toMatch(/^\s+at .*:\d+:\d+/m);
  });

  it('in suites comes as one report of all files, with file, line, column and the nearest word', async () => {
    const unknown = await suiteFile('unknown', good.replace('reply:', 'repy:'));
    const broken = await suiteFile('broken', good.replace('[get]', '[get'));
    const ran = await samewire(['run', unknown, broken, '-t', 'reference'], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.stdout).toBe('');
    expect(ran.stderr).toMatch(/get\.yaml:7:\d+: .*`?repy`?.*\n?.*[Dd]id you mean `?reply`?/);
    expect(ran.stderr).toMatch(/get\.yaml:\d+:\d+: .*\n?/);
    expect(ran.stderr).toMatch(/\d mistakes; nothing was run/);
    const lint = await samewire(['suites', 'lint', unknown, broken], { cwd });
    expect([lint.code, lint.stderr]).toEqual([2, ran.stderr]);
  });

  it('a port that is taken, for serve', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => holder.once('listening', resolve));
    const { port } = holder.address() as { port: number };
    const ran = await samewire(['serve', '--port', String(port)], { cwd });
    holder.close();
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toBe(
      `samewire: 127.0.0.1:${port} is in use. Choose another with --port, or 0 for any free one.\n`,
    );
  });

  it('a Docker daemon that is not there is said with the remedy; the other targets are judged', async () => {
    const env = { DOCKER_HOST: 'tcp://127.0.0.1:9' };
    const targets = 'reference,docker:valkey@9.1';
    const ran = await samewire([...QUICK, '-t', targets, '-o', 'no-docker'], { cwd, env });
    expect(ran.code).toBe(3);
    expect(ran.stderr).toMatch(/docker:valkey@9\.1.*(?:daemon|Docker)/);
    const text = await readFile(join(cwd, 'no-docker', 'samewire.results.json'), 'utf8');
    const document = readDocument(text);
    expect(document.targets.map(({ blocked }) => blocked !== undefined)).toEqual([false, true]);
    for (const { cells } of document.results) {
      expect(cells.map(({ verdict }) => verdict)).toEqual(['same', 'blocked']);
    }
  });
});

describe('a folder for reports', () => {
  it('that cannot be made is refused before anything runs', async () => {
    await writeFile(join(cwd, 'file'), '');
    const ran = await samewire([...QUICK, '-t', 'reference', '-o', 'file/out'], { cwd });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(
      /^samewire: file\/out cannot be written to: .*Name another folder with --out\.\n$/,
    );
  });

  // Root may write wherever a disk can be written to, so for root the disk is a read-only one.
  it('that may not be written to is refused', async () => {
    const closed = join(cwd, 'closed');
    await mkdir(closed, { mode: 0o500 });
    if (isRoot) await run('mount', ['-t', 'tmpfs', '-o', 'ro', 'samewire-test', closed]);
    try {
      const ran = await samewire([...QUICK, '-t', 'reference', '-o', closed], { cwd });
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(ran.stderr).toMatch(/closed cannot be written to: (?:EROFS|EACCES)/);
    } finally {
      if (isRoot) await run('umount', [closed]);
    }
  });

  it.skipIf(!isRoot)(
    `on a full disk loses nothing${isRoot ? '' : ' (needs root, to mount one)'}`,
    async () => {
      const disk = join(cwd, 'disk');
      const temp = join(cwd, 'temp');
      await Promise.all([mkdir(disk), mkdir(temp)]);
      await run('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'samewire-test', disk]);
      try {
        for (const how of [[], ['--json', '--quiet']]) {
          const args = [...QUICK, ...how, '-t', 'reference', '-o', join(disk, 'out')];
          const ran = await samewire(args, { cwd, env: { TMPDIR: temp } });
          const [, folder = ''] = /(\S*samewire-out-\w+)/.exec(ran.stderr) ?? [];
          expect(ran.stderr).toMatch(/disk\/out could not be written to: ENOSPC/);
          expect(await readdir(folder)).toEqual(
            expect.arrayContaining(['samewire.html', 'samewire.md', 'samewire.results.json']),
          );
          readDocument(await readFile(join(folder, 'samewire.results.json'), 'utf8'));
          expect(
            (await readdir(join(disk, 'out'))).filter((name) => name.endsWith('.part')),
          ).toEqual([]);
          expect(ran.code).toBe(0);
        }
      } finally {
        await run('umount', [disk]);
      }
    },
  );
});

describe('output', () => {
  it.each([
    [[]],
    [['run']],
    [['serve']],
    [['suites']],
    [['suites', 'list']],
    [['suites', 'show']],
    [['suites', 'lint']],
    [['suites', 'explain']],
    [['targets']],
    [['targets', 'list']],
    [['targets', 'install']],
    [['targets', 'where']],
  ])('of %j --help shows an example', async (command) => {
    const ran = await samewire([...command, '--help'], { cwd });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toMatch(/\nExamples?:\n {2}samewire /);
  });

  it.each([
    [['suites', 'list', '--json']],
    [['suites', 'lint', '--json']],
    [['suites', 'show', 'string/get', '--json']],
    [['suites', 'explain', 'reply', '--json']],
    [['targets', 'list', '--json']],
    [['targets', 'where', 'reference', '--json']],
    [[...QUICK, '-t', 'reference', '--json']],
  ])('of %j is JSON and nothing else', async (args) => {
    const ran = await samewire(args, { cwd });
    expect(ran.code).toBe(0);
    expect(typeof JSON.parse(ran.stdout)).toBe('object');
  });

  it('carries no escape codes through a pipe, and does when colour is forced', async () => {
    const args = [...QUICK, '-t', 'reference'];
    const escapeCode = String.fromCharCode(27);
    const plain = await samewire(args, { cwd });
    expect(`${plain.stdout}${plain.stderr}`).not.toContain(escapeCode);
    const forced = await samewire(args, { cwd, env: { FORCE_COLOR: '1' } });
    expect(forced.stdout).toContain(escapeCode);
    const both = await samewire(args, { cwd, env: { FORCE_COLOR: '1', NO_COLOR: '1' } });
    expect(both.stdout).not.toContain(escapeCode);
  });

  it('into a pipe that closes early is no failure', async () => {
    const bin = join(packageRoot, 'bin', 'samewire.js');
    const { stderr } = await run('sh', [
      '-c',
      `"${process.execPath}" "${bin}" suites list | head -1`,
    ]);
    expect(stderr).toBe('');
  });

  it('under an old Node says which one is needed', async () => {
    const bin = await readFile(join(packageRoot, 'bin', 'samewire.js'), 'utf8');
    const old = join(cwd, 'old.cjs');
    const pretend = "Object.defineProperty(process.versions, 'node', { value: '18.20.4' });\n";
    await writeFile(old, `${pretend}${bin.replace(/^#!.*\n/, '')}`);
    const ran = await run(process.execPath, [old]).catch((error) => error);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/^samewire needs Node 22\.22 or newer, and this is 18\.20\.4\./);
  });
});
