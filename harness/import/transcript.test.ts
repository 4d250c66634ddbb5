import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRedisCliWord } from '../results/redis-cli-line.ts';
import { bytes } from '../wire/arbitrary-reply.ts';
import type { Reply } from '../wire/reply.ts';
import { ImportError, type ImportedCase } from './imported.ts';
import { readRedisCli } from './redis-cli-transcript.ts';
import { transcriptOf } from './testing/transcript-of.ts';
import { importTranscript } from './transcript.ts';

const imported = (text: string) => importTranscript({ file: 'session.txt', text }).entries;

function casesIn(text: string): ImportedCase[] {
  return imported(text).filter((entry) => entry.kind === 'case');
}

/** Prompts before the commands: `GET k → "v" | (integer) 1` is one exchange with two lines of reply. */
const session = (...exchanges: string[]): string =>
  exchanges
    .map((exchange) => {
      const [typed = '', reply] = exchange.split(' → ');
      return [`127.0.0.1:6379> ${typed}`, ...(reply?.split(' | ') ?? [])].join('\n');
    })
    .join('\n');

const hole = (name: string): string => `\${${name}}`;

const claimsIn = (text: string) =>
  imported(text).flatMap((entry) =>
    entry.kind === 'case'
      ? entry.steps.map((step) => (step.kind === 'step' ? step.reply : step.why))
      : [entry.why],
  );

describe('a redis-cli transcript', () => {
  it('gives back the commands and replies that it shows', () => {
    const argv = fc
      .array(bytes, { minLength: 1, maxLength: 4 })
      .filter((words) => !isRedisCliWord(words));
    const reply: fc.Arbitrary<Reply> = fc.oneof(
      bytes.map((text): Reply => ({ type: 'bulk', text })),
      fc.maxSafeInteger().map((value): Reply => ({ type: 'integer', value })),
      fc.constant<Reply>({ type: 'status', text: 'OK' }),
      fc.array(bytes).map(
        (items): Reply => ({
          type: 'array',
          items: items.map((text) => ({ type: 'bulk', text })),
        }),
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.record({ argv, reply }), { minLength: 1 }), (said) => {
        const exchanges = readRedisCli(transcriptOf(said).split('\n'));
        expect(exchanges.map((one) => ({ argv: one.argv, reply: one.reply }))).toEqual(said);
      }),
    );
  });

  it.each([
    'redis> SET k v\nOK',
    '> SET k v\nOK',
    'localhost:6379> SET k v\nOK\n(1.04s)\n',
    '127.0.0.1:6379[3]> SET k v\nOK\n127.0.0.1:6379[3]> ',
    '127.0.0.1:6379[3](TX)> SET k v\nOK',
    '$ redis-cli\n\x1b[0m127.0.0.1:6379> SET k v\r\nOK\r\n127.0.0.1:6379> exit\n$ ',
    'redis /tmp/redis.sock> SET k v\nOK',
    'SET k v\r\n+OK\r\n',
    'Trying 127.0.0.1...\nSET k v\n+OK\nQUIT',
    '*3\n$3\nSET\n$1\nk\n$1\nv\n+OK\n',
  ])('is told by its prompts, or by raw replies: %j', (text) => {
    const [first] = casesIn(text);
    expect(first?.steps[0]).toMatchObject({ send: ['SET', 'k', 'v'], reply: { status: 'OK' } });
  });

  it('claims replies in the protocol that they were seen in', () => {
    const two = session('GET k → (nil)', 'HGETALL h → 1) "f" | 2) "v"');
    expect(casesIn(two)[0]?.protocol).toBe(2);
    expect(claimsIn(two)).toEqual([{ any: 'null' }, { map: { f: 'v' } }]);
    const three = session(
      'GET k → (nil)',
      'HGETALL h → 1# "f" => "v"',
      'ZSCORE z m → (double) 3.5',
    );
    expect(casesIn(three)[0]?.protocol).toBe(3);
    expect(claimsIn(three)).toEqual([null, { map: { f: 'v' } }, { double: '3.5' }]);
    const changed = session(
      'LRANGE l 0 0 → 1) "a"',
      'HELLO 3 → 1# "proto" => (integer) 3',
      'GET k → (nil)',
    );
    expect(claimsIn(changed)).toEqual([undefined, expect.stringContaining('protocol'), null]);
  });

  it('claims no more than the type of what is another thing next time', () => {
    expect(
      claimsIn(
        session(
          'TIME → 1) "1" | 2) "2"',
          'TTL k → (integer) 98',
          'TTL k → (integer) -1',
          'CLIENT ID → (integer) 7',
          'SMEMBERS s → 1) "a" | 2) "b"',
          'SCAN 0 → 1) "0" | 2) 1) "a" |    2) "b"',
          'SCAN 0 → 1) "17" | 2) 1) "a"',
          'INFO server → # Server | redis_version:7.0',
          'SPOP s → "a"',
          'SMEMBERS s → 1) "b"',
          'XADD x * f v → "1700000000000-0"',
          'XRANGE x - + → 1) 1) "1700000000000-0" |    2) 1) "f" |       2) "v"',
          'XDEL x 1700000000000-0 → (integer) 1',
        ),
      ),
    ).toEqual([
      { any: 'array' },
      { any: 'int' },
      -1,
      { any: 'int' },
      { unordered: ['a', 'b'] },
      ['0', { unordered: ['a', 'b'] }],
      [{ any: 'bulk' }, { any: 'array' }],
      { any: true },
      { any: 'bulk' },
      { any: 'array' },
      { any: 'bulk' },
      [[{ any: 'bulk' }, ['f', 'v']]],
      1,
    ]);
  });

  it('hands ids that the server made up on to the commands that used them', () => {
    const [only] = casesIn(
      session(
        'XADD x * f v → "17-0"',
        'XADD x * f v → "18-0"',
        'XRANGE x (17-0 18-0 → (empty array)',
      ),
    );
    expect(only?.steps).toMatchObject([
      { save: 'id' },
      { save: 'id_2' },
      { send: ['XRANGE', 'x', `(${hole('id')}`, hole('id_2')] },
    ]);
  });

  it('claims what EXEC replies as the replies of what was queued', () => {
    const claims = claimsIn(
      session(
        'MULTI → OK',
        'TTL k → QUEUED',
        'SMEMBERS s → QUEUED',
        'EXEC → 1) (integer) 9 | 2) 1) "a" |    2) "b"',
      ),
    );
    expect(claims.at(-1)).toEqual([{ any: 'int' }, { unordered: ['a', 'b'] }]);
  });

  it('sends a repeated command as often as redis-cli did', () => {
    expect(claimsIn(session('3 INCR n → (integer) 1 | (integer) 2 | (integer) 3'))).toEqual([
      1, 2, 3,
    ]);
  });

  it('is cut where the database is emptied, and at headings of parts that share no key', () => {
    const text = `# First part\n${session('SET a 1 → OK')}\n\n# Second: part\n${session(
      'SET b 1 → OK',
      'FLUSHALL → OK',
      'GET a → (nil)',
    )}\n# Third\n${session('FLUSHDB → OK', 'MULTI → OK', 'FLUSHDB → QUEUED', 'EXEC → 1) OK')}`;
    expect(casesIn(text).map(({ name, title, line }) => ({ name, title, line }))).toEqual([
      { name: 'first-part', title: 'First part', line: 2 },
      { name: 'second-part', title: 'Second: part', line: 6 },
      { name: 'get', title: undefined, line: 10 },
      { name: 'third', title: 'Third', line: 15 },
    ]);
    const shared = `# First\n${session('SET a 1 → OK')}\n# Second\n${session('GET a → "1"')}`;
    expect(casesIn(shared)).toMatchObject([
      { name: 'first', steps: [{ send: ['SET', 'a', '1'] }, { comment: 'Second' }] },
    ]);
    const wide = `# First\n${session('SET a 1 → OK')}\n# Second\n${session('DBSIZE → (integer) 1')}`;
    expect(casesIn(wide)).toHaveLength(1);
  });

  it.each<[string, RegExp]>([
    ['SET "a → Invalid argument(s)', /quotes do not match/],
    [
      'SUBSCRIBE ch → Reading messages... (press Ctrl-C to quit) | 1) "subscribe"',
      /waits for messages/,
    ],
    ['HELP SET → x', /acts on it itself/],
    ['GET k', /no reply is shown/],
    ['NOSUCH k → OK', /no server that Samewire knows has NOSUCH/],
    ['SHUTDOWN → OK', /ends the connection or the server/],
    ['REPLICAOF NO ONE → OK', /follow another/],
    ['2 PING → PONG', /cannot be told apart/],
    ['GET k → Error: Server closed the connection', /Server closed/],
  ])('leaves out %s', (exchange, why) => {
    const [before, left] = casesIn(session('PING → PONG', exchange))[0]?.steps ?? [];
    expect(before).toMatchObject({ kind: 'step' });
    expect(left).toMatchObject({ kind: 'left-out', line: 3, why: expect.stringMatching(why) });
  });

  it('takes the # of INFO for its reply, and a blank line for a status of no text', () => {
    const text = session('INFO keyspace → # Keyspace | ', 'EVAL "" 0 → ', 'PING → PONG | ');
    expect(claimsIn(text)).toEqual([{ any: true }, { status: '' }, { status: 'PONG' }]);
    expect(casesIn(text)).toMatchObject([{ name: 'info-eval-ping' }]);
  });

  it('keeps passwords to itself', () => {
    const said = imported(
      session('AUTH secret → OK', 'HELLO 3 AUTH me secret → (error) ERR no', 'PING → PONG'),
    );
    expect(said).toMatchObject([{ steps: [{ what: 'AUTH …' }, { what: 'HELLO 3 AUTH …' }, {}] }]);
    expect(JSON.stringify(said)).not.toContain('secret');
  });

  it('leaves out what was typed at another server', () => {
    const text = 'a:1> PING\nPONG\nb:1> PING\nPONG\n';
    expect(claimsIn(text)).toEqual([{ status: 'PONG' }, 'it was typed at b:1, the others at a:1']);
  });
});

describe('a telnet transcript', () => {
  it('tells nulls apart, and keeps the bytes of a bulk string', () => {
    const text =
      'GET k\r\n$-1\r\nBLPOP k 1\r\n*-1\r\nGET t\r\n$4\r\na\r\nb\r\n# About t\r\nSTRLEN t\r\n:4\r\n';
    expect(claimsIn(text)).toEqual([null, { null: 'array' }, 'a\r\nb', 4]);
  });

  it('leaves out what nobody asked for', () => {
    expect(claimsIn('PING\n+PONG\n+MORE\nPING\n')).toEqual([
      { status: 'PONG' },
      'it came without having been asked for',
      'no reply is shown',
    ]);
  });

  it.each([
    ['', /session.txt:1: neither a prompt/],
    ['GET k\n$9\nshort\n', /session.txt:2: the reply does not end/],
    ['GET k\n$1\nlong\n', /session.txt:3: the reply cannot be read/],
    ['GET "k\n', /session.txt:1: the quotes do not match/],
    ['*1\n:3\n+OK\n', /session.txt:1: a request that is no array/],
  ])('that cannot be read names the line: %j', (text, problem) => {
    expect(() => imported(text)).toThrow(problem);
    expect(() => imported(text)).toThrow(ImportError);
  });
});
