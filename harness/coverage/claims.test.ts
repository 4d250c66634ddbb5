import { describe, expect, it } from 'vitest';
import { claimsOf } from './claims.ts';
import { caseOf } from './testing/suites.ts';

/** Each claim in a line: `GET key: success`. */
function claims(steps: string): string[] {
  return claimsOf(caseOf(steps)).map(({ argv, outcome }) => {
    const said = outcome.kind === 'error' ? `error ${outcome.text}` : outcome.kind;
    return `${argv.map((argument) => argument ?? '?').join(' ')}: ${said}`;
  });
}

describe('a claim', () => {
  it.each([
    ['nothing without a contract', '- [GET, key]', []],
    ['nothing of bulk data', '- fill: { send: [RPUSH, list, x], times: 3 }', []],
    ['a success', '- { send: [GET, key], reply: value }', ['GET key: success']],
    ['any reply', '- { send: [GET, key], reply: { any: true } }', ['GET key: success']],
    [
      'an error by its code',
      '- { send: [GET, l], reply: { error: WRONGTYPE } }',
      ['GET l: error WRONGTYPE'],
    ],
    [
      'an error by its text',
      '- { send: [GET], reply: { error: "ERR no" } }',
      ['GET: error ERR no'],
    ],
    [
      'one of several errors',
      '- { send: [GET], reply: { one-of: [{ error: "ERR a" }, { error: "ERR b" }] } }',
      ['GET: error ERR a'],
    ],
    ['a queued command', '- { send: [GET, key], reply: { status: QUEUED } }', ['GET key: queued']],
    ['the bytes of a reply', '- { send: [GET, key], bytes: "$-1\\r\\n" }', ['GET key: success']],
    ['the bytes of an error', '- { send: [GET], bytes: "-ERR no\\r\\n" }', ['GET: error ERR no']],
    ['a closed connection', '- { send: [QUIT], closed: true }', ['QUIT: success']],
    [
      'a reply that is waited for',
      '- until: { send: [GET, key], reply: null }',
      ['GET key: success'],
    ],
    [
      'raw bytes of a command',
      '- { raw: "*2\\r\\n$3\\r\\nGET\\r\\n$1\\r\\nk\\r\\n", reply: null }',
      ['GET k: success'],
    ],
    ['nothing of an inline command', '- { raw: "GET k\\r\\n", reply: null }', []],
    [
      'nothing of an array that is no command',
      '- { raw: "*2\\r\\n$3\\r\\nGET\\r\\n:1\\r\\n", reply: { error: ERR } }',
      [],
    ],
    [
      'nothing of half a command',
      '- { raw: "*2\\r\\n$3\\r\\nGET\\r\\n$1\\r\\n", pending: true }',
      [],
    ],
    [
      'a reply that never comes',
      '- { send: [CLIENT, REPLY, OFF], pending: true }',
      ['CLIENT REPLY OFF: success'],
    ],
    [
      'nothing of a push',
      '- [SUBSCRIBE, c]\n- { send: [PING], pending: true }\n- receive: { push: [message, c, hi] }\n- receive: { error: "ERR no" }',
      ['PING: error ERR no'],
    ],
  ])('of a step: %s', (_, steps, expected) => {
    expect(claims(steps)).toEqual(expected);
  });

  it('of a reply that comes later is about the command of the same connection that waits longest', () => {
    expect(
      claims(`
        - { on: a, send: [BLPOP, one, 0], pending: true }
        - { on: b, send: [BLPOP, two, 0], pending: true }
        - { on: a, send: [BLPOP, three, 0], pending: true }
        - { on: b, receive: { error: UNBLOCKED } }
        - { on: a, receive: [one, x] }
      `),
    ).toEqual(['BLPOP two 0: error UNBLOCKED', 'BLPOP one 0: success', 'BLPOP three 0: success']);
  });

  it('of several commands in one write goes to the first, and what comes next to the others', () => {
    expect(
      claims(`
        - { raw: "*1\\r\\n$4\\r\\nPING\\r\\n*1\\r\\n$4\\r\\nTIME\\r\\n", reply: { status: PONG } }
        - receive: { any: array }
      `),
    ).toEqual(['PING: success', 'TIME: success']);
  });

  it('leaves open what an earlier reply fills in', () => {
    const steps = `
      - { send: [SCAN, 0], reply: ["9", []], save: { cursor: "0" } }
      - { send: [SCAN, "\${cursor}"], reply: { any: true } }
    `;
    expect(claims(steps)).toEqual(['SCAN 0: success', 'SCAN ?: success']);
  });
});
