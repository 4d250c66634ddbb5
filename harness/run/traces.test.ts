import { describe, expect, it } from 'vitest';
import { plannedCell } from './testing/planned-cell.ts';
import { mayWait, seesConnections, unchangedConnections } from './traces.ts';

function unchanged(...steps: string[]): string[] {
  return [...unchangedConnections(plannedCell(...steps).subject)];
}

describe('a connection is after a case what it was before', () => {
  it.each([
    [['[GET, key]']],
    [['{ send: [BLPOP, list, 0], pending: true }', '{ receive: null }']],
    [['[WATCH, key]', '[MULTI]', '[EXEC]']],
    [['{ until: { send: [GET, key], reply: a, within: 1s } }', '{ silent: 1ms }']],
  ])('with %j', (steps) => {
    expect(unchanged(...steps)).toEqual(['main']);
  });

  it.each([
    [['[MULTI]']],
    [['[WATCH, key]']],
    [['[SELECT, 1]']],
    [['[client, NO-TOUCH, "ON"]']],
    [['[SUBSCRIBE, channel]']],
    [['[SCRIPT, DEBUG, "YES"]']],
    [['{ raw: "PING\\r\\n" }']],
    [['{ send: [GET, key], closed: true }']],
    [['{ send: [PING, w], save: word }', `["\${word}"]`]],
  ])('but not with %j', (steps) => {
    expect(unchanged(...steps)).toEqual([]);
  });

  it('each for itself', () => {
    expect(unchanged('[MULTI]', '{ on: other, send: [GET, key] }')).toEqual(['other']);
  });
});

describe('a case', () => {
  it.each([
    ['[CLIENT, LIST]'],
    ['[info, clients]'],
    ['[MONITOR]'],
    ['[ACL, SETUSER, someone]'],
    ['[CONFIG, SET, maxclients, 2]'],
    ['[CONFIG, SET, requirepass, secret]'],
    // A debugger that is left on treats connections from before it otherwise than new ones.
    ['[SCRIPT, DEBUG, "YES"]'],
    ['{ raw: "CLIENT LIST\\r\\n" }'],
  ])('can tell connections by %s', (step) => {
    expect(seesConnections(plannedCell(step).subject)).toBe(true);
  });

  it.each([['[GET, client]'], ['[CONFIG, SET, maxmemory, 0]'], ['[SCRIPT, FLUSH]']])(
    'cannot tell them by %s',
    (step) => {
      expect(seesConnections(plannedCell(step).subject)).toBe(false);
    },
  );
});

it.each([
  ['[BLPOP, list, 0]', true],
  ['[XREAD, block, 0, STREAMS, s, $]', true],
  ['[XREAD, STREAMS, s, 0]', false],
  ['[GET, key]', false],
  ['{ silent: 1ms }', false],
])('%s may wait: %s', (step, wanted) => {
  const [only] = plannedCell(step).subject.steps;
  expect(only !== undefined && mayWait(only)).toBe(wanted);
});
