import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseRecord, StepRecord } from './document.generated.ts';
import { redisCliLine } from './redis-cli-line.ts';
import { reproducer } from './reproducer.ts';
import { printfFormat, shellWord } from './shell-bytes.ts';

function caseOf(...steps: StepRecord[]): CaseRecord {
  return { id: 'string/set/example', title: 'an example', place: 'set.yaml:1', steps };
}

function command(...send: string[]): StepRecord {
  return { says: send.join(' '), send };
}

/** A hole as a step record keeps it. */
function hole(name: string): string {
  return ['$', '{', name, '}'].join('');
}

describe('reproducer', () => {
  it('is a redis-cli session where the case is nothing but commands on one connection', () => {
    const record = caseOf(command('SET', 'k', 'two words'), command('GET', 'k'));
    expect(reproducer(record, { protocol: 3, context: 'plain', target: 'valkey@9.1' })).toBe(
      `# string/set/example · plain, RESP3 · on an empty database
PORT=6379
redis-cli --no-raw -3 -p "$PORT" <<'EOF'
SET k "two words"
GET k
EOF
# The same as it was judged:
# samewire run --case string/set/example --targets 'valkey@9.1'
`,
    );
  });

  it('lifts the commands into the context', () => {
    const record = caseOf(command('GET', 'k'));
    expect(reproducer(record, { protocol: 2, context: 'multi' })).toContain(
      '\nMULTI\nGET k\nEXEC\n',
    );
    expect(reproducer(record, { protocol: 2, context: 'script' })).toContain(
      '\nEVAL "return redis.call(unpack(ARGV))" 0 GET k\n',
    );
  });

  it('writes a pipeline in one write', () => {
    const record = caseOf(command('GET', 'a'), command('GET', 'b'));
    expect(reproducer(record, { protocol: 2, context: 'pipeline' })).toContain(
      String.raw`printf '*2\r\n$3\r\nGET\r\n$1\r\na\r\n*2\r\n$3\r\nGET\r\n$1\r\nb\r\n' >&3; hear 3`,
    );
  });

  it.each([
    ['a word that redis-cli acts on', command('QUIT')],
    ['a leading number, which redis-cli takes for a repeat', command('3', 'PING')],
    ['a command that never ends in redis-cli', command('SUBSCRIBE', 'news')],
    ['an empty command name', command('')],
    ['raw bytes', { says: 'raw: "*1\\r\\n$4\\r\\nPI"', raw: '*1\r\n$4\r\nPI' }],
    ['a step that only listens', { says: 'silent: 50ms' }],
  ])('speaks to the socket itself for %s', (_, step) => {
    const text = reproducer(caseOf(step), { protocol: 2, context: 'plain' });
    expect(text).toContain('/dev/tcp/127.0.0.1/$PORT');
    expect(text).not.toContain('redis-cli');
  });

  it('opens one connection for each name and listens on the one that a step is about', () => {
    const record = caseOf(
      { on: 'a', says: 'BLPOP q 0', send: ['BLPOP', 'q', '0'] },
      { on: 'b', says: 'RPUSH q x', send: ['RPUSH', 'q', 'x'] },
      { on: 'a', says: 'receive' },
    );
    const lines = reproducer(record, { protocol: 2, context: 'plain' }).split('\n');
    expect(lines.filter((line) => line.startsWith('exec'))).toEqual([
      'exec 3<>"/dev/tcp/127.0.0.1/$PORT"  # a',
      'exec 4<>"/dev/tcp/127.0.0.1/$PORT"  # b',
    ]);
    expect(lines.filter((line) => line.endsWith('hear 4'))).toHaveLength(1);
    expect(lines).toContain('hear 3');
  });

  it('counts a long fill in the shell and writes a short one out', () => {
    const fill = (times: number) => caseOf({ ...command('RPUSH', 'l', `v ${hole('i')}`), times });
    expect(reproducer(fill(2), { protocol: 2, context: 'plain' })).toContain(
      'RPUSH l "v 0"\nRPUSH l "v 1"\n',
    );
    expect(reproducer(fill(5000), { protocol: 2, context: 'plain' })).toContain(
      `for i in $(seq 0 4999); do echo 'RPUSH l "v '"$i"'"'; done`,
    );
  });

  it('leaves a case that sends what it was told to a run', () => {
    const record = caseOf(command('SCAN', hole('cursor')));
    const text = reproducer(record, { protocol: 2, context: 'plain' });
    expect(text).toContain('# samewire run --case string/set/example\n');
    expect(text).not.toContain('PORT');
  });

  it('picks an end for the heredoc that no line is', () => {
    const text = reproducer(caseOf(command('EOF')), { protocol: 2, context: 'plain' });
    expect(text).toContain("<<'EOF_'\nEOF\nEOF_\n");
  });
});

const byteString = fc.string({ unit: fc.nat(255).map((code) => String.fromCharCode(code)) });

describe('quoting', () => {
  it('gives redis-cli one line of ASCII that it reads back as the same arguments', () => {
    fc.assert(
      fc.property(fc.array(byteString, { minLength: 1 }), (argv) => {
        expect(redisCliLine(argv)).toMatch(/^[ -~]*$/);
        expect(unquote(redisCliLine(argv))).toEqual(argv);
      }),
    );
  });

  it('makes the shell print the very bytes and words', () => {
    const samples = [
      '-n 5',
      "it's 100%\\\0\xff",
      ...fc.sample(byteString, { numRuns: 60, seed: 7 }),
    ];
    const words = samples.map((text) => text.replace(/[^ -~]/g, '?'));
    const script = [
      ...samples.map((bytes) => `printf ${printfFormat(bytes)}`),
      ...words.map((word) => `printf %s ${shellWord(word)}`),
    ].join('\n');
    expect(script).toMatch(/^[\n -~]*$/);
    const printed = execFileSync('bash', { input: script, encoding: 'latin1' });
    expect(printed).toBe([...samples, ...words].join(''));
  });
});

/** A line as redis-cli splits it, to read `redisCliLine` back. */
function unquote(line: string): string[] {
  const words = line.match(/"(?:\\.|[^"\\])*"|[^ ]+/g) ?? [];
  return words.map((word) => (word.startsWith('"') ? unescapeQuoted(word.slice(1, -1)) : word));
}

function unescapeQuoted(text: string): string {
  const named: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', a: '\x07' };
  return text.replace(/\\(?:x([0-9a-f]{2})|(.))/g, (_, hex: string | undefined, char: string) =>
    hex === undefined ? (named[char] ?? char) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
