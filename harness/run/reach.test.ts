import { describe, expect, it } from 'vitest';
import { namesIn, namesLater, reachOf } from './reach.ts';
import { plannedCell } from './testing/planned-cell.ts';

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
    ['[CONFIG, GET, maxmemory]', 'server'],
    ['[ACL, WHOAMI]', 'server'],
    ['[FUNCTION, LIST]', 'server'],
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
    ['[CONFIG, SET, maxmemory, 0]', 'all-keys'],
    ['[FLUSHDB]', 'all-keys'],
    ['[EVAL, "return redis.call(\'FLUSHALL\')", 0]', 'all-keys'],
    ['[FCALL, wipe, 0]', 'all-keys'],
    ['{ raw: "FLUSHALL\\r\\n" }', 'all-keys'],
    ['[config, set, requirepass, secret]', 'lasting'],
    ['[CONFIG, REWRITE]', 'lasting'],
    ['[ACL, SETUSER, writer, on]', 'lasting'],
    ['[FUNCTION, FLUSH]', 'lasting'],
    ['[SAVE]', 'lasting'],
    ['[SHUTDOWN, NOSAVE]', 'life'],
    ['[REPLICAOF, 127.0.0.1, 1]', 'life'],
  ])('with %s: %s', (step, reach) => {
    expect(reachOf(plannedCell(step))).toBe(reach);
  });

  it('as far as the step of it that reaches furthest', () => {
    expect(reachOf(plannedCell('[FLUSHALL]', '[SET, key, value]', '[DBSIZE]'))).toBe('all-keys');
  });
});

it('names every argument of every step, and every key of a fill', () => {
  expect(namesIn(plannedCell('[RENAME, old, new]'))).toEqual(['old', 'new']);
  expect(namesIn(plannedCell(FILL))).toEqual(['key:0', 'key:1', 'key:2', 'x']);
});

it('knows a name that only the run will tell from a counter', () => {
  expect(namesLater(plannedCell(FILL))).toBe(false);
  expect(namesLater(plannedCell('{ send: [RANDOMKEY], save: any }', DELETE_SAVED))).toBe(true);
});
