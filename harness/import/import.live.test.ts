/**
 * The way round: what a live server said, imported, is what it says again. The session is shown by
 * our own rendering, in both protocols, and by a redis-cli where the machine has one.
 */
import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../targets/catalog-files.ts';
import { createDrivers } from '../../targets/drivers.ts';
import type { RunningTarget, TargetSpec } from '../../targets/target.ts';
import { testSettings } from '../../targets/testing/settings.ts';
import { samewire } from '../cli/testing/samewire.ts';
import { redisCliLine } from '../results/redis-cli-line.ts';
import { LIMITS } from '../run/limits.ts';
import { runSuites } from '../run-suites.ts';
import { readSuites } from '../suite/read-suites.ts';
import { Connection } from '../wire/connection.ts';
import { encodeCommand } from '../wire/encode.ts';
import type { Protocol } from '../wire/reply.ts';
import { importSources } from './import-sources.ts';
import type { Source } from './imported.ts';
import { type Said, transcriptOf } from './testing/transcript-of.ts';

const SESSION = [
  ['SET', 'text', 'two words'],
  ['SET', 'bytes', '\0\xff"\\\n'],
  ['GET', 'bytes'],
  ['GET', 'missing'],
  ['INCR', 'text'],
  ['SET', 'brief', 'v', 'EX', '100'],
  ['TTL', 'brief'],
  ['HSET', 'hash', 'a', '1', 'b', '2', 'c', ''],
  ['HGETALL', 'hash'],
  ['HSCAN', 'hash', '0'],
  ['RPUSH', 'list', ...Array.from({ length: 12 }, (_, i) => `item-${i}`)],
  ['LRANGE', 'list', '0', '-1'],
  ['LRANGE', 'missing', '0', '-1'],
  ['SADD', 'set', 'a', 'b', 'c'],
  ['SMEMBERS', 'set'],
  ['SPOP', 'set'],
  ['SMEMBERS', 'set'],
  ['SMEMBERS', 'missing'],
  ['ZADD', 'zset', '1.5', 'a', '2', 'b'],
  ['ZRANGE', 'zset', '0', '-1', 'WITHSCORES'],
  ['ZSCORE', 'zset', 'a'],
  ['GEOADD', 'geo', '13.361389', '38.115556', 'Palermo'],
  ['GEOPOS', 'geo', 'Palermo', 'nowhere'],
  ['XADD', 'stream', '*', 'field', 'value'],
  ['XRANGE', 'stream', '-', '+'],
  ['XINFO', 'STREAM', 'stream'],
  ['MULTI'],
  ['INCR', 'counter'],
  ['SMEMBERS', 'hash'],
  ['TIME'],
  ['EXEC'],
  ['EVAL', 'return {1, {2, {3}}, redis.status_reply("fine"), false}', '0'],
  ['OBJECT', 'ENCODING', 'list'],
  ['MEMORY', 'USAGE', 'list'],
  ['CONFIG', 'GET', 'maxmemory'],
  ['DBSIZE'],
  ['NOSUCHCOMMAND'],
  ['SELECT', '3'],
  ['INFO', 'keyspace'],
] as const;

const catalog = await loadCatalog();
const { debian } = createDrivers(catalog, testSettings(process.env));
const scratch = await mkdtemp(join(tmpdir(), 'samewire-test-'));
afterAll(() => rm(scratch, { recursive: true, force: true }));

async function record({ address }: RunningTarget, protocol: Protocol): Promise<Said[]> {
  const connection = await Connection.open(address);
  try {
    const said: Said[] = [];
    for (const argv of [['HELLO', String(protocol)], ['FLUSHALL'], ...SESSION]) {
      connection.write(encodeCommand(argv));
      const arrival = await connection.next(5_000);
      if (arrival.kind !== 'reply') throw new Error(`${argv.join(' ')}: ${arrival.kind}`);
      said.push({ argv, reply: arrival.reply });
    }
    return said;
  } finally {
    connection.close();
  }
}

/** Types the session into redis-cli on a terminal of its own, and gives what that showed. */
async function typed({ address }: RunningTarget, more: readonly string[]): Promise<string> {
  const command = ['redis-cli', '-p', String(address.port), ...more].join(' ');
  const env = { PATH: process.env.PATH ?? '', TERM: 'dumb', HOME: scratch };
  const terminal = spawn('script', ['-qec', command, '/dev/null'], { env });
  let shown = '';
  terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
  });
  const ended = once(terminal, 'close');
  for (const argv of [['FLUSHALL'], ...SESSION, ['exit']]) {
    await atPrompt(terminal, () => shown);
    const before = shown.length;
    terminal.stdin.write(`${redisCliLine(argv)}\n`);
    while (shown.length === before && terminal.exitCode === null) await tick();
  }
  await ended;
  return shown;
}

async function atPrompt(
  terminal: ChildProcessWithoutNullStreams,
  shown: () => string,
): Promise<void> {
  while (!/(?:^|\n)\S+> $/.test(shown())) {
    if (terminal.exitCode !== null) throw new Error(`redis-cli ended:\n${shown()}`);
    await tick();
  }
}

function tick(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}

function hasTerminalAndRedisCli(): boolean {
  try {
    for (const program of ['script', 'redis-cli']) execFileSync(program, ['--version']);
    return true;
  } catch {
    return false;
  }
}

/** Imports the source, and runs what came of it on the server that it is from. */
async function again(target: RunningTarget, source: Source, folder: string) {
  const { files, leftOut } = importSources([source]);
  const suites = join(scratch, folder, 'suites');
  await mkdir(join(suites, 'session'), { recursive: true });
  for (const { name, text } of files)
    await writeFile(join(suites, 'session', `${name}.yaml`), text);
  const { results } = await runSuites({
    suites: await readSuites([suites]),
    targets: [{ spec: target.spec, driver: { ...debian, start: async () => kept(target) } }],
    catalog,
    contexts: ['plain'],
    protocols: [2, 3],
    policy: 'strict',
    baseline: 'contract',
    version: '0',
    limits: LIMITS,
    now: () => performance.now(),
    date: new Date(0),
    signal: new AbortController().signal,
    nonEmpty: false,
    onEvent: () => undefined,
  });
  const cells = results.flatMap((result) => result.cells);
  return {
    cells,
    leftOut: leftOut.map(({ what }) => what),
    yaml: files.map(({ text }) => text).join(),
  };
}

/** The target, but that it outlives the run. */
function kept(target: RunningTarget): RunningTarget {
  return new Proxy(target, {
    get: (_, name) => {
      if (name === Symbol.asyncDispose) return async () => undefined;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

describe.each<[string, string]>([
  ['redis', '7.0'],
  ['valkey', '9.1'],
])('a session with %s@%s', async (product, version) => {
  const spec: TargetSpec = { name: `${product}@${version}`, driver: 'debian', product, version };
  const cannotStart = await debian.cannotStart(spec);

  describe.skipIf(cannotStart !== undefined)(`imported ${cannotStart ?? ''}`, () => {
    let target: RunningTarget;
    beforeAll(async () => {
      target = await debian.start(spec, {});
    });
    afterAll(() => target[Symbol.asyncDispose]());

    it.each<Protocol>([2, 3])('from RESP%i as our client saw it holds again', async (protocol) => {
      const text = transcriptOf(await record(target, protocol));
      const { cells, leftOut, yaml } = await again(
        target,
        { file: 'ours.txt', text },
        `ours-${product}-${protocol}`,
      );
      expect(
        cells.map(({ verdict, differences }) => ({ verdict, differences })),
        yaml,
      ).toEqual([{ verdict: 'same', differences: undefined }]);
      expect(leftOut).toEqual([`HELLO ${protocol}`]);
      expect(yaml).toContain(`protocols: [${protocol}]`);
      expect(stepsIn(yaml)).toBe(SESSION.length);
    });

    it.skipIf(!hasTerminalAndRedisCli())('as redis-cli showed it holds again', async () => {
      const text = await typed(target, []);
      const { cells, leftOut, yaml } = await again(
        target,
        { file: 'cli.txt', text },
        `cli-${product}`,
      );
      expect(
        cells.map(({ verdict, differences }) => ({ verdict, differences })),
        `${text}\n${yaml}`,
      ).toEqual([{ verdict: 'same', differences: undefined }]);
      expect(leftOut).toEqual(['exit']);
      expect(stepsIn(yaml)).toBe(SESSION.length);
    });
  });
});

function stepsIn(yaml: string): number {
  return yaml.match(/^ {6}- /gm)?.length ?? 0;
}

describe('samewire suites import', () => {
  const folder = join(scratch, 'cli');
  const run = (...args: string[]) => samewire(['suites', 'import', ...args], { cwd: folder });
  const put = async (name: string, text: string) => writeFile(join(folder, name), text);

  beforeAll(async () => {
    await mkdir(folder);
    await put('session.txt', '> SET key value\nOK\n> GET key\n"value"\n> quit\n');
    await put('broken.json', '[\n{"name": "get"');
    await put('nothing.txt', '> quit\n');
  });

  it('writes suites that load, says what it left out, and overwrites nothing', async () => {
    const first = await run('session.txt', '--out', 'ours');
    expect(first.stderr).toBe('');
    expect(first.stdout.split('\n')).toEqual([
      join('ours', 'string', 'session.yaml'),
      'session.txt:5: left out quit: redis-cli acts on it itself, and sends nothing',
      'Imported 1 case into 1 suite, 1 left out.',
      '',
    ]);
    expect(first.code).toBe(0);
    expect(await readFile(join(folder, 'ours', 'string', 'session.yaml'), 'utf8')).toContain(
      '- { send: [GET, key], reply: value }',
    );
    const lint = await samewire(['suites', 'lint', 'ours'], { cwd: folder });
    expect(lint.code).toBe(0);
    const again = await run('session.txt', '--out', 'ours');
    expect(again).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there already: ours'),
    });
    const forced = await run('session.txt', '--out', 'ours', '--force', '--json');
    expect(JSON.parse(forced.stdout)).toEqual({
      files: [join('ours', 'string', 'session.yaml')],
      cases: 1,
      leftOut: [{ file: 'session.txt', line: 5, what: 'quit', why: expect.any(String) }],
    });
  });

  it.each<[string, string[], RegExp]>([
    ['a broken file', ['broken.json'], /broken\.json:2: not JSON/],
    ['a transcript taken for cases', ['session.txt', '--from', 'peer'], /session\.txt:1: not JSON/],
    [
      'a session that sent nothing',
      ['nothing.txt'],
      /nothing to import:\nnothing\.txt:1: left out quit/,
    ],
    ['a file that is not there', ['missing.txt'], /missing\.txt cannot be read/],
    ['a group that cannot be one', ['session.txt', '--group', 'My Group'], /cannot name a group/],
  ])('refuses %s', async (_, args, said) => {
    const { code, stderr } = await run(...args);
    expect(stderr).toMatch(said);
    expect(code).toBe(2);
  });
});
