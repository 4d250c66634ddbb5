/**
 * What arguments are drawn from, by the name that the command table gives them. Small, so that
 * commands meet: what one wrote, another reads. The first word of a pool is what shrinking leads to.
 */
import { createHash } from 'node:crypto';
import type { ByteString } from '../../../harness/wire/reply.ts';

export interface Pool {
  readonly usual: readonly ByteString[];
  /** Drawn now and then: what a server must refuse, or only just accept. */
  readonly edges?: readonly ByteString[];
}

export const KEYS = ['k1', 'k2', 'k3', 'k4', 'k5'] as const;

const LONG = 'long-'.repeat(14);
const NOT_NUMBERS = ['abc', '', '1.5', '+1', '007', ' 1', '-0', '1e2'];
const INT64_EDGES = [
  '9223372036854775807',
  '-9223372036854775808',
  '9223372036854775808',
  '-9223372036854775809',
  '4294967296',
  '2147483648',
  '-2147483649',
];

export const INTEGERS: Pool = {
  usual: ['0', '1', '2', '-1', '3', '-2', '5', '10', '-10', '100'],
  edges: [...INT64_EDGES, ...NOT_NUMBERS],
};

export const DOUBLES: Pool = {
  usual: ['0', '1', '2', '-1.5', '3.25', '1e3', '0.1', '-7'],
  edges: ['inf', '-inf', 'nan', '+5', '0x10', '1e400', '1e-400', '-0', '', 'abc', ' 1', '1.7e308'],
};

const TEXTS: Pool = {
  usual: ['a', 'b', 'c', 'd', '1', '2', '10', 'ab'],
  edges: ['', '-1', '3.5', '\x00\xff\r\n', LONG, '9223372036854775807', 'A', 'abc'.repeat(30)],
};

// Deadlines are far away or over: what becomes of a key must not depend on who is faster.
const SPANS: Pool = {
  usual: ['100000', '200000', '100000', '300000'],
  edges: ['0', '-1', ...INT64_EDGES.slice(0, 4), '9223372036854775', ...NOT_NUMBERS.slice(0, 3)],
};
const MOMENTS: Pool = {
  usual: ['4102444800', '4102444900', '1', '4102444800000'],
  edges: ['0', '-1', ...INT64_EDGES.slice(0, 4), '9223372036854775', 'abc'],
};
const WAITS: Pool = { usual: ['1', '2'], edges: ['-1', 'abc', '', '9223372036854775808'] };

const STREAM_IDS: Pool = {
  usual: [
    ...['1-1', '1-2', '2-0', '3-1', '5-5', '7', '2-*', '10-1', '0', '8-3', '>', '$'],
    ...['20-*', '30-*', '40-1', '50-*'],
  ],
  edges: [
    ...['0-0', '-', '+', '(1-1', '(2', '1-', '-1', 'abc', '1-1-1', '', '5-*', '0-*'],
    ...['18446744073709551615-18446744073709551615', '18446744073709551616-0'],
    ...['18446744073709551615', '18446744073709551615-*', '(18446744073709551615', '(-', '(+'],
  ],
};
const RANGE_IDS: Pool = { ...STREAM_IDS, usual: ['-', '+', ...STREAM_IDS.usual, '(1-1', '(5'] };

const RANGE_ENDS: Pool = {
  usual: ['0', '-1', '1', '2', '-', '+', '[a', '(b', '[c', '(1', '(2', '-inf', '+inf', '5', '10'],
  edges: [
    '[',
    '(',
    'a',
    '',
    'nan',
    '(nan',
    '(inf',
    '(-inf',
    '[1',
    '1e400',
    '-5',
    '3.5',
    '+a',
    '-1x',
  ],
};

const SCRIPTS = [
  'return 1',
  'return redis.call(unpack(ARGV))',
  'return redis.pcall(unpack(ARGV))',
  'return {KEYS, ARGV, #KEYS}',
  "return redis.call('get', KEYS[1])",
  "return redis.call('incr', KEYS[1])",
  "return redis.call('rpush', KEYS[1], unpack(ARGV))",
  "redis.setresp(3) return redis.call('hgetall', KEYS[1])",
  "return redis.error_reply('MINE was thrown')",
  "return redis.status_reply('fine')",
  'return tonumber(ARGV[1]) / 3',
  'return {1, 2.9, nil, 4}',
  'return nope',
  'return {double=3.5}',
  'this is not Lua',
  '#!lua flags=no-writes\nreturn redis.call(unpack(ARGV))',
  '#!lua flags=nope\nreturn 1',
  "return cjson.encode(cjson.decode(ARGV[1] or '{}'))",
  'return redis.sha1hex(ARGV[1])',
] as const;

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');

const LIBRARIES = [
  "#!lua name=lib1\nredis.register_function('f1', function(keys, args) return #keys end)",
  "#!lua name=lib2\nredis.register_function('f2', function(keys, args) return redis.call(unpack(args)) end)",
  "#!lua name=lib1\nredis.register_function{function_name='f3', callback=function(keys) return redis.call('get', keys[1]) end, flags={'no-writes'}}",
  "#!lua name=lib3\nredis.register_function('f1', function() return 3 end)",
  '#!lua name=lib4\nreturn 1',
  '#!lua name=bad-name\nreturn 1',
  '#!lua\nreturn 1',
  'return 1',
  '#!js name=lib5\n1',
  '#!lua name=lib6\nsyntax error here',
] as const;

const small = (...usual: readonly ByteString[]): Pool => ({ usual, edges: INTEGERS.edges ?? [] });

// Offsets between a few kilobytes and the limits would have every server allocate what they ask for.
const BIT_OFFSETS = small('0', '1', '7', '8', '15', '100', '1000', '-1');
const OFFSETS: Pool = {
  usual: ['0', '1', '2', '5', '20', '-1'],
  edges: ['536870912', '9223372036854775807', '-9223372036854775808', 'abc', '1.5', ''],
};

/** By name, or by group and name where a name means something else there. */
export const POOLS: Readonly<Record<string, Pool>> = {
  bit: small('0', '1', '2'),
  'bitmap/offset': {
    usual: [...BIT_OFFSETS.usual, '#0', '#1', '#3'],
    edges: ['4294967296', '9223372036854775807', '#-1', '#abc', 'abc', '', '#9223372036854775807'],
  },
  'bitmap/value': small('1', '0', '2', '255', '-1'),
  encoding: {
    usual: ['u8', 'i8', 'u1', 'i5', 'i64', 'u63', 'u16'],
    edges: ['u64', 'i65', 'u0', 'i0', 'x8', '8', '', 'U8', 'u'],
  },
  'string/offset': OFFSETS,
  'generic/offset': small('0', '1', '2', '-1'),
  'destination-db': { usual: ['0', '1'], edges: ['15', '16', '-1', 'abc', '9223372036854775808'] },
  db: { usual: ['1', '0'], edges: ['15', '16', '-1', 'abc'] },
  seconds: SPANS,
  milliseconds: SPANS,
  'stream/milliseconds': WAITS,
  'unix-time-seconds': MOMENTS,
  'unix-time-milliseconds': MOMENTS,
  'min-idle-time': { usual: ['0', '100000'], edges: ['-1', 'abc', '9223372036854775807'] },
  ms: { usual: ['0', '100000'], edges: ['-1', 'abc', '9223372036854775807'] },
  // Blocking is for one who reads: a sequence waits for no one, so it waits shortly.
  timeout: { usual: ['0.001', '0.002'], edges: ['-1', 'abc', '', '-0.1', '1e400'] },
  'generic/timeout': WAITS,
  numreplicas: { usual: ['0'], edges: ['1', '-1', 'abc'] },
  numlocal: { usual: ['0'], edges: ['-1', '2', 'abc'] },
  ttl: SPANS,
  'serialized-value': { usual: ['junk', ''], edges: ['\x00\xc0\x01\x0b\x00junkjunk'] },
  frequency: small('0', '5', '255', '256'),
  // Other cursors than 0 belong to one server's table.
  cursor: { usual: ['0'], edges: ['abc', '-1', '18446744073709551616', '', '0x0'] },
  type: {
    usual: ['string', 'list', 'set', 'zset', 'hash', 'stream'],
    edges: ['nope', 'STRING', ''],
  },
  pattern: {
    usual: ['*', 'k*', 'a*', '?', 'k[1-3]'],
    edges: ['', 'k1', '[^a]', 'k[', '\\*', '*1*'],
  },
  'by-pattern': {
    usual: ['k*', '*', 'nosort', 'w_*'],
    edges: ['k1->*', 'k*->a', '', '*->', 'k*->'],
  },
  'get-pattern': { usual: ['#', 'k*', '*'], edges: ['k1->*', 'k*->a', '', 'k*->', 'k1'] },
  longitude: {
    usual: ['0', '13.361389', '15.087269', '-122.4'],
    edges: ['180', '180.1', '-180', 'abc', 'nan'],
  },
  latitude: {
    usual: ['0', '38.115556', '37.502669', '37.8'],
    edges: ['85.05112878', '85.06', '-85.05112878', 'abc'],
  },
  radius: {
    usual: ['100', '200', '1', '10000', '1e7'],
    edges: ['0', '-1', 'abc', 'inf', 'nan', '1e400'],
  },
  width: { usual: ['100', '400', '10000'], edges: ['0', '-1', 'abc', 'nan'] },
  height: { usual: ['100', '400', '10000'], edges: ['0', '-1', 'abc', 'nan'] },
  min: RANGE_ENDS,
  max: RANGE_ENDS,
  'sorted-set/start': RANGE_ENDS,
  'sorted-set/stop': RANGE_ENDS,
  score: DOUBLES,
  'sorted-set/increment': DOUBLES,
  weight: { usual: ['1', '2', '0', '-1', '0.5'], edges: DOUBLES.edges ?? [] },
  id: STREAM_IDS,
  'last-id': STREAM_IDS,
  lastid: STREAM_IDS,
  'max-deleted-id': STREAM_IDS,
  'stream/start': RANGE_IDS,
  'stream/end': RANGE_IDS,
  threshold: {
    usual: ['0', '1', '2', '3', '2-0', '5-5'],
    edges: ['-1', 'abc', '1000', '9223372036854775808'],
  },
  group: { usual: ['g1', 'g2'], edges: ['', 'nope'] },
  consumer: { usual: ['c1', 'c2'], edges: ['', 'nope'] },
  script: { usual: [...SCRIPTS] },
  sha1: {
    usual: SCRIPTS.map(sha1),
    edges: ['abc', sha1('never loaded'), sha1('return 1').toUpperCase(), ''],
  },
  function: { usual: ['f1', 'f2', 'f3'], edges: ['nope', 'F1', ''] },
  'library-name': { usual: ['lib1', 'lib2', 'lib3'], edges: ['nope', 'LIB1', ''] },
  'library-name-pattern': { usual: ['lib*', '*'], edges: ['LIB1', '', 'lib[12]'] },
  'function-code': { usual: [...LIBRARIES] },
  subcommand: { usual: ['encoding', 'todense', 'decode'], edges: ['nope', ''] },
};

const BY_TYPE: Readonly<Record<string, Pool>> = {
  key: { usual: [...KEYS], edges: [''] },
  integer: INTEGERS,
  double: DOUBLES,
  'unix-time': MOMENTS,
};

export function poolOf(
  group: string,
  argument: { readonly name: string; readonly type: string },
): Pool {
  const { name, type } = argument;
  if (type === 'key') return BY_TYPE.key ?? TEXTS;
  return POOLS[`${group}/${name}`] ?? POOLS[name] ?? BY_TYPE[type] ?? TEXTS;
}
