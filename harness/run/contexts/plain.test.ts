import { describe, expect, it } from 'vitest';
import type { Observation } from '../../wire/observation.ts';
import { arrivalsOf, seenIn } from '../testing/arrivals.ts';
import { plannedCell } from '../testing/planned-cell.ts';
import { filled, inOneWrite, leavesNoTrace } from './plain.ts';

const FILL = `{ fill: { times: 3, send: [RPUSH, list, "\${i}"] } }`;

describe('a case in one write', () => {
  const lifted = inOneWrite(plannedCell('[GET, a]', FILL, '[GET, b]').subject);

  function readBack(bytes: string): Observation[] {
    return lifted?.read(arrivalsOf(bytes), 0, 2) ?? [];
  }

  it('is the bytes of its steps, and of each round of a fill', () => {
    const pushes = ['0', '1', '2'].map((i) => `*3\r\n$5\r\nRPUSH\r\n$4\r\nlist\r\n$1\r\n${i}\r\n`);
    expect(lifted?.bytes).toBe(
      `*2\r\n$3\r\nGET\r\n$1\r\na\r\n${pushes.join('')}*2\r\n$3\r\nGET\r\n$1\r\nb\r\n`,
    );
    expect(lifted?.replies).toBe(5);
  });

  it('gives each step the replies that are its own', () => {
    expect(readBack('+a\r\n:1\r\n:2\r\n:3\r\n+b\r\n').map(seenIn)).toEqual(['a', 'nothing', 'b']);
  });

  it('sees the first error of a fill', () => {
    const [, fill, last] = readBack('+a\r\n:1\r\n-ERR two\r\n-ERR three\r\n+b\r\n').map(seenIn);
    expect([fill, last]).toEqual(['(error) ERR two', 'b']);
  });

  it('sees what broke a fill off, whatever errors came before that', () => {
    expect(filled(arrivalsOf(':1\r\n-ERR two\r\n?what\r\n')).kind).toBe('malformed');
  });

  it.each([
    ['waits for a reply', ['{ send: [GET, a], save: value }', `[SET, b, "\${value}"]`]],
    ['has more than commands', ['[GET, a]', '{ silent: 1ms }']],
  ])('is none when it %s', (_, steps) => {
    expect(inOneWrite(plannedCell(...steps).subject)).toBeUndefined();
  });
});

describe('on the connection of a case, others may follow before its replies', () => {
  it.each([
    ['[GET, key]'],
    [FILL],
    ['[MULTI]', '[SET, key, a]', '[EXEC]'],
    ['[WATCH, key]', '[MULTI]', '[DISCARD]'],
    ['[WATCH, key]', '[UNWATCH]'],
    ['[XREAD, COUNT, 1, STREAMS, stream, 0]'],
    ['[SCRIPT, LOAD, return 1]'],
  ])('after %s', (...steps) => {
    expect(leavesNoTrace(plannedCell(...steps).subject)).toBe(true);
  });

  it.each([
    // Open transactions and watched keys would change what comes next.
    ['[MULTI]'],
    ['[MULTI]', '[SET, key, a]'],
    ['[MULTI]', '[EXEC]', '[multi]'],
    ['[WATCH, key]'],
    ['[WATCH, key]', '[MULTI]', '[UNWATCH]'],
    // Refused outside a transaction, these forget no key.
    ['[WATCH, key]', '[EXEC]'],
    ['[WATCH, key]', '[DISCARD]'],
    // What waits holds up the next.
    ['[BLPOP, list, 0]'],
    ['[blpop, list, 0]'],
    ['[XREAD, block, 0, STREAMS, stream, $]'],
    ['[XREADGROUP, GROUP, group, me, BLOCK, 0, STREAMS, stream, ">"]'],
    [`{ send: [PING, w], save: word }`, `[XREAD, "\${word}", 0, STREAMS, stream, $]`],
    ['{ send: [GET, key], pending: true }'],
    // Another connection than before, or none.
    ['[SELECT, 1]'],
    ['[HELLO, 3]'],
    ['[CLIENT, REPLY, OFF]'],
    ['[SCRIPT, DEBUG, "YES"]'],
    ['[SUBSCRIBE, channel]'],
    ['{ send: [GET, key], closed: true }'],
    ['{ on: other, send: [GET, key] }'],
    // More than commands and replies.
    ['{ raw: "PING\\r\\n" }'],
    ['{ silent: 1ms }'],
    [`{ fill: { times: 301, send: [RPUSH, list, "\${i}"] } }`],
  ])('not after %s', (...steps) => {
    expect(leavesNoTrace(plannedCell(...steps).subject)).toBe(false);
  });
});
