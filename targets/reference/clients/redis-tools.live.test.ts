import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cannotRun, output, RunningTool } from './testing/command-line.ts';
import { ownServer } from './testing/own-server.ts';

const server = ownServer();
const scratch = await mkdtemp(join(tmpdir(), 'samewire-test-'));
const script = join(scratch, 'script.lua');
await writeFile(script, 'return {KEYS[1], ARGV[1]}');
afterAll(() => rm(scratch, { recursive: true }));

const why = cannotRun(['redis-cli', 'redis-benchmark', 'stdbuf']);

const cli = (args: readonly string[], input?: string) =>
  output('redis-cli', ['-p', String(server.port), ...args], input);

/** What redis-cli prints when it reads these commands. */
const told = (...commands: string[]) => cli([], `${commands.join('\n')}\n`);

describe.skipIf(why !== undefined)(`redis-cli${why ? ` (${why})` : ''}`, () => {
  it('has the help that COMMAND DOCS gives', async () => {
    const help = await told('help set', 'help xreadgroup', 'help @hash');
    expect(help).toMatch(/SET\S* \S*key value \[NX\|XX\] \[GET\] \[EX seconds\|PX milliseconds\|/);
    expect(help).toMatch(/since:\S* 1\.0\.0/);
    expect(help).toMatch(
      /XREADGROUP\S* \S*GROUP group consumer \[COUNT count\] \[BLOCK milliseconds\]/,
    );
    expect(help).toMatch(/HRANDFIELD\S* \S*key \[count \[WITHVALUES\]\]/);
  });

  it('prints replies for people, as CSV and as JSON', async () => {
    await told('rpush list one "two \\"quoted\\""', 'hset hash field value');
    const list = ['lrange', 'list', '0', '-1'];
    expect(await cli(['--no-raw', ...list])).toBe('1) "one"\n2) "two \\"quoted\\""\n');
    expect(await cli(['--csv', ...list])).toBe('"one","two \\"quoted\\""\n');
    expect(await cli(['--json', ...list])).toBe('["one","two \\"quoted\\""]\n');
    expect(await cli(['--json', 'hgetall', 'hash'])).toBe('{"field":"value"}\n');
    expect(await cli(['-3', '--no-raw', 'hgetall', 'hash'])).toBe('1# "field" => "value"\n');
    expect(await cli(['-n', '3', 'exists', 'list'])).toBe('0\n');
  });

  it('runs a transaction and a script, and reads a value from its input', async () => {
    expect(await told('multi', 'incr count', 'exec')).toBe('OK\nQUEUED\n1\n');
    expect(await cli(['--eval', script, 'key', ',', 'value'])).toBe('key\nvalue\n');
    expect(await cli(['-x', 'set', 'text'], 'from the input')).toBe('OK\n');
    expect(await cli(['get', 'text'])).toBe('from the input\n');
    expect(await cli(['-e', 'lpush', 'text', 'x'])).toMatch(
      /^\n?WRONGTYPE Operation against a key/,
    );
  });

  it('loads a mass of commands, counts errors, and scans what it loaded', async () => {
    const keys = Array.from({ length: 5_000 }, (_, index) => `key:${index}`);
    const sets = keys.map((key) => `SET ${key} value\r\n`).join('');
    const loaded = await cli(['--pipe'], `${sets}INCR key:0\r\n`);
    expect(loaded).toContain('errors: 1, replies: 5001');
    const scanned = (await cli(['--scan'])).trim().split('\n');
    expect(new Set(scanned)).toEqual(new Set(keys));
    expect((await cli(['--scan', '--pattern', 'key:499?'])).trim().split('\n')).toHaveLength(10);
  });

  it('finds the biggest keys by elements, by memory and by use', async () => {
    await told(
      'set small x',
      `set large ${'x'.repeat(5_000)}`,
      'rpush short a',
      'rpush long a b c d',
    );
    await told('hset hash f v', 'sadd set a b', 'zadd board 1 a', 'xadd stream * f v');
    const elements = await cli(['--bigkeys']);
    expect(elements).toMatch(/Biggest string found '?"large"'? has 5000 bytes/);
    expect(elements).toMatch(/Biggest {3}list found '?"long"'? has 4 items/);
    expect(elements).toContain('Sampled 8 keys in the keyspace!');
    expect(elements).toContain('1 streams with 1 entries (12.50% of keys, avg size 1.00)');
    expect(await cli(['--memkeys'])).toMatch(
      /Biggest string found '?"large"'? has [5-9]\d{3} bytes/,
    );
    await told('config set maxmemory-policy allkeys-lfu', ...Array(20).fill('get small'));
    expect(await cli(['--hotkeys'])).toMatch(/hot key found with counter: \d+\tkeyname: "small"/);
  });

  it('shows rolling statistics', async () => {
    await told('set one 1', 'set two 2');
    await using stat = new RunningTool('redis-cli', [
      '-p',
      String(server.port),
      '-i',
      '0.1',
      '--stat',
    ]);
    await expect.poll(() => stat.lines.length, { timeout: 3_000 }).toBeGreaterThanOrEqual(4);
    const [, titles, first, second] = stat.lines;
    expect(titles).toMatch(/^keys +mem +clients +blocked +requests +connections/);
    expect(first).toMatch(/^2 +[\d.]+[KM] +1 +0 +\d+ \(\+0\)/);
    expect(second).toMatch(/^2 +[\d.]+[KM] +1 +0 +\d+ \(\+1\)/);
  });

  it('watches others by MONITOR and SUBSCRIBE', async () => {
    const port = String(server.port);
    await using monitor = new RunningTool('redis-cli', ['-p', port, 'monitor']);
    await using subscriber = new RunningTool('redis-cli', [
      '-p',
      port,
      '--csv',
      'psubscribe',
      'n*',
    ]);
    await expect.poll(() => subscriber.lines).toContain('"psubscribe","n*",1');
    await expect.poll(() => monitor.lines[0]).toBe('OK');
    await told('set text "x y\\n"', 'publish news hello');
    await expect.poll(() => subscriber.lines).toContain('"pmessage","n*","news","hello"');
    await expect
      .poll(() => monitor.lines.join('\n'))
      .toMatch(/^\d+\.\d{6} \[0 127\.0\.0\.1:\d+\] "set" "text" "x y\\n"$/m);
  });

  it('measures latency', async () => {
    // Least, most and mean milliseconds, and how many PINGs.
    expect(await cli(['-i', '0.2', '--raw', '--latency'])).toMatch(/^\d+ \d+ \d+\.\d\d \d+\n$/);
  });
});

describe.skipIf(why !== undefined)('redis-benchmark', () => {
  const measured = async (...options: string[]) => {
    const args = ['-p', String(server.port), '-q', '-n', '1000', ...options];
    const lines = (await output('redis-benchmark', args)).split(/[\r\n]+/);
    return lines.flatMap((line) => /^(.+): [\d.]+ requests per second/.exec(line)?.[1] ?? []);
  };

  const tests = [
    'PING_INLINE',
    'PING_MBULK',
    'SET',
    'GET',
    'INCR',
    'LPUSH',
    'RPUSH',
    'LPOP',
    'RPOP',
    'SADD',
    'HSET',
    'SPOP',
    'ZADD',
    'ZPOPMIN',
    'LPUSH (needed to benchmark LRANGE)',
    'LRANGE_100 (first 100 elements)',
    'LRANGE_300 (first 300 elements)',
    'LRANGE_500 (first 500 elements)',
    'LRANGE_600 (first 600 elements)',
    'MSET (10 keys)',
  ];

  it.each([
    { name: 'one at a time', options: [] },
    { name: 'in pipelines, with RESP3 and random keys', options: ['-P', '16', '-3', '-r', '1000'] },
  ])('gets through all its tests $name', async ({ options }) => {
    expect(await measured(...options)).toEqual(expect.arrayContaining(tests));
    expect(Number(await cli(['dbsize']))).toBeGreaterThan(3);
  });

  it('measures a command and a script of its user', async () => {
    const increment = "return redis.call('incr', KEYS[1])";
    expect(await measured('eval', increment, '1', 'count')).toHaveLength(1);
    expect(await cli(['get', 'count'])).toBe('1000\n');
  });
});
