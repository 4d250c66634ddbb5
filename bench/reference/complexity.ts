/**
 * `npm run bench:complexity`: what one command costs the reference server as its collection grows.
 *
 * In this process and without sockets, so that nothing but the command is measured. The documentation
 * of commands promises O(1) or O(log n) for all of these: a line should hardly rise from left to right.
 */

import { encodeCommand } from '../../harness/wire/encode.ts';
import { Connection } from '../../targets/reference/connection.ts';
import { createCore } from '../../targets/reference/create-server.ts';
import { dispatch } from '../../targets/reference/dispatch.ts';

const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const CALLS = 5_000;

interface Curve {
  readonly name: string;
  /** What the documentation of the command says, for what is measured here. */
  readonly promised: string;
  /** The command that adds element `i`. */
  readonly add: (i: number) => string[];
  /** The command that is measured; `random` is from 0 to below 1. */
  readonly call: (size: number, random: () => number) => string[];
}

const member = (i: number) => `member:${i}`;
const zadd = (i: number) => ['ZADD', 'zset', String((i * 7919) % 1_000_003), member(i)];
const push = (i: number) => ['RPUSH', 'list', `element:${i}`];
const set = (i: number) => ['SET', `key:${i}`, 'value'];
const expiring = (i: number) => ['SET', `key:${i}`, 'value', 'PX', String(10_000_000 + i)];
const at = (size: number, random: () => number) => Math.floor(random() * size);

const CURVES: readonly Curve[] = [
  {
    name: 'ZADD, a new score',
    promised: 'O(log n)',
    add: zadd,
    call: (size, random) => ['ZADD', 'zset', String(at(1e6, random)), member(at(size, random))],
  },
  {
    name: 'ZRANK',
    promised: 'O(log n)',
    add: zadd,
    call: (size, random) => ['ZRANK', 'zset', member(at(size, random))],
  },
  {
    name: 'ZRANGE of 10 anywhere',
    promised: 'O(log n)',
    add: zadd,
    call: (size, random) => {
      const from = at(size, random);
      return ['ZRANGE', 'zset', String(from), String(from + 9)];
    },
  },
  {
    name: 'LPUSH',
    promised: 'O(1)',
    add: push,
    call: () => ['LPUSH', 'list', 'element'],
  },
  { name: 'RPOP', promised: 'O(1)', add: push, call: () => ['RPOP', 'list'] },
  {
    name: 'LINDEX in the middle',
    promised: 'O(n)',
    add: push,
    call: (size) => ['LINDEX', 'list', String(size >> 1)],
  },
  {
    name: 'SCAN, one step',
    promised: 'O(1)',
    add: set,
    call: (size, random) => ['SCAN', String(at(size, random))],
  },
  {
    name: 'XRANGE of 10 anywhere',
    promised: 'O(log n)',
    add: (i) => ['XADD', 'stream', `${i + 1}-0`, 'field', 'value'],
    call: (size, random) => ['XRANGE', 'stream', String(at(size, random)), '+', 'COUNT', '10'],
  },
  {
    name: 'PEXPIRE among expiring keys',
    promised: 'O(1)',
    add: expiring,
    call: (size, random) => ['PEXPIRE', `key:${at(size, random)}`, String(at(1e9, random) + 1e6)],
  },
];

/** Microseconds for one call, with the collection at that size. */
function micros({ add, call }: Curve, size: number): number {
  const core = createCore({ seed: 1 });
  const peer = { address: '', localAddress: '', write: () => undefined, close: () => undefined };
  const connection = new Connection(core, peer, dispatch);
  const send = (argv: string[]) => connection.receive(Buffer.from(encodeCommand(argv), 'latin1'));
  for (let i = 0; i < size; i++) send(add(i));
  const random = core.random;
  for (let i = 0; i < CALLS / 5; i++) send(call(size, random));
  const began = performance.now();
  for (let i = 0; i < CALLS; i++) send(call(size, random));
  return ((performance.now() - began) * 1000) / CALLS;
}

function row(name: string, promised: string, cells: readonly string[]): string {
  const columns = cells.map((cell) => cell.padStart(12)).join('');
  return `${name.padEnd(30)}${promised.padEnd(10)}${columns}\n`;
}

process.stdout.write('microseconds for one call, by the size of the collection\n\n');
process.stdout.write(
  row(
    '',
    'promised',
    SIZES.map((size) => size.toLocaleString('en')),
  ),
);
for (const curve of CURVES) {
  const costs = SIZES.map((size) => micros(curve, size).toFixed(1));
  process.stdout.write(row(curve.name, curve.promised, costs));
}
