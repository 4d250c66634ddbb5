import { describe, expect, it } from 'vitest';
import { compileSuite } from '../suite/compile.ts';
import type { PlannedCell } from './plan.ts';
import { namesIn, namesLater, reachOf } from './reach.ts';

function cell(...steps: string[]): PlannedCell {
  const text = `suite: x
title: x
commands: [get]
cases:
  - case: only
    steps:
      - [GET, first]
${steps.map((step) => `      - ${step}`).join('\n')}`;
  const result = compileSuite({ file: 'x', group: 'x', name: 'x', text, digest: '' });
  if (result.kind === 'errors') throw new Error(result.errors.map(String).join('\n'));
  const [subject] = result.suite.cases;
  if (subject === undefined) throw new Error('no case');
  return { row: 0, subject, protocol: 2 };
}

const FILL = `{ fill: { send: [SET, "key:\${i}", x], times: 3 } }`;
const DELETE_SAVED = `[DEL, "\${any}"]`;

describe('a case reaches', () => {
  it.each([
    ['[SET, key, value]', 'keys'],
    ['[RENAME, key, other]', 'keys'],
    ['[SORT, key, STORE, other]', 'keys'],
    ['[COPY, key, other]', 'keys'],
    ['[COPY, db, other]', 'keys'],
    ['[CLIENT, ID]', 'keys'],
    ['[RANDOMKEY]', 'database'],
    ['[keys, "*"]', 'database'],
    ['[SCAN, 0]', 'database'],
    ['[CONFIG, SET, maxmemory, 0]', 'server'],
    ['[CLIENT, KILL, TYPE, normal]', 'server'],
    ['[client, pause, 100]', 'server'],
    ['[PUBLISH, channel, message]', 'server'],
    ['[MONITOR]', 'server'],
    ['[COPY, key, other, DB, 1]', 'all-keys'],
    ['[COPY, key, other, REPLACE, db, 1]', 'all-keys'],
    ['[MOVE, key, 1]', 'all-keys'],
    ['[SELECT, 1]', 'all-keys'],
    // After RESET a connection is in database 0 again.
    ['[RESET]', 'all-keys'],
    ['[FLUSHDB]', 'all-keys'],
    ['[EVAL, "return redis.call(\'FLUSHALL\')", 0]', 'all-keys'],
    ['[FCALL, wipe, 0]', 'all-keys'],
    ['{ raw: "FLUSHALL\\r\\n" }', 'all-keys'],
    ['[SHUTDOWN, NOSAVE]', 'life'],
    ['[REPLICAOF, 127.0.0.1, 1]', 'life'],
  ])('with %s: %s', (step, reach) => {
    expect(reachOf(cell(step))).toBe(reach);
  });

  it('as far as the step of it that reaches furthest', () => {
    expect(reachOf(cell('[FLUSHALL]', '[SET, key, value]', '[DBSIZE]'))).toBe('all-keys');
  });
});

it('names every argument of every step, and every key of a fill', () => {
  expect(namesIn(cell('[RENAME, old, new]'))).toEqual(['first', 'old', 'new']);
  expect(namesIn(cell(FILL))).toEqual(['first', 'key:0', 'key:1', 'key:2', 'x']);
});

it('knows a name that only the run will tell from a counter', () => {
  expect(namesLater(cell(FILL))).toBe(false);
  expect(namesLater(cell('{ send: [RANDOMKEY], save: any }', DELETE_SAVED))).toBe(true);
});
