/** What redis-benchmark is asked to send, and the share of a real server's speed that is aimed at. */

export interface Operation {
  readonly name: string;
  readonly command: readonly string[];
  /** Commands to be sent first, each as often as it says. */
  readonly before?: readonly { readonly command: readonly string[]; readonly times: number }[];
  /** Reference operations per real operation, without and with a pipeline of 16; none where none was set. */
  readonly aims: readonly [alone: number | undefined, pipelined: number | undefined];
}

const KEY = 'key:__rand_int__';
const SCRIPT = "return redis.call('SET', KEYS[1], ARGV[1])";
const KEYS = 100_000;
const TEN_PAIRS = Array.from({ length: 10 }, () => [KEY, 'xxx']).flat();

/** How many different keys and members there are. */
export const RANDOM_MAX: number = KEYS;

export const OPERATIONS: readonly Operation[] = [
  { name: 'SET', command: ['SET', KEY, 'xxx'], aims: [0.9, 0.55] },
  {
    name: 'GET',
    command: ['GET', KEY],
    before: [{ command: ['SET', KEY, 'xxx'], times: KEYS }],
    aims: [0.9, 0.55],
  },
  { name: 'INCR', command: ['INCR', 'counter:__rand_int__'], aims: [0.9, 0.55] },
  { name: 'LPUSH', command: ['LPUSH', 'list', 'xxx'], aims: [0.9, 0.55] },
  {
    name: 'RPOP',
    command: ['RPOP', 'list'],
    before: [{ command: ['LPUSH', 'list', 'xxx'], times: 1_000_000 }],
    aims: [0.9, undefined],
  },
  { name: 'SADD', command: ['SADD', 'set', 'element:__rand_int__'], aims: [0.9, 0.55] },
  { name: 'HSET', command: ['HSET', 'hash', 'field:__rand_int__', 'xxx'], aims: [0.9, 0.55] },
  {
    name: 'ZADD',
    command: ['ZADD', 'zset', '__rand_int__', 'element:__rand_int__'],
    aims: [0.9, 0.6],
  },
  { name: 'XADD', command: ['XADD', 'stream', '*', 'field', 'xxx'], aims: [undefined, undefined] },
  { name: 'MSET', command: ['MSET', ...TEN_PAIRS], aims: [0.8, undefined] },
  {
    name: 'LRANGE_100',
    command: ['LRANGE', 'list', '0', '99'],
    before: [{ command: ['LPUSH', 'list', 'xxx'], times: 1_000 }],
    aims: [0.8, undefined],
  },
  { name: 'EVAL', command: ['EVAL', SCRIPT, '1', KEY, 'xxx'], aims: [0.9, 0.8] },
];
