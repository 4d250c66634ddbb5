import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reply as anyReply } from '../../wire/arbitrary-reply.ts';
import { encode } from '../../wire/encode.ts';
import type { Protocol } from '../../wire/reply.ts';
import { arrivalsOf, bulk, rawOf, seenIn } from '../testing/arrivals.ts';
import { plannedCell } from '../testing/planned-cell.ts';
import type { Lifted } from './lifted.ts';
import { inMulti } from './multi.ts';

const { subject } = plannedCell('[SET, key, a]', '[GET, key]');

function transaction(): Lifted {
  const lifted = inMulti(subject);
  if (lifted === undefined) throw new Error('does not go into MULTI');
  return lifted;
}

function readBack(bytes: string, protocol: Protocol = 2) {
  return transaction().read(arrivalsOf(bytes), 7, protocol);
}

const QUEUED_BOTH = '+OK\r\n+QUEUED\r\n+QUEUED\r\n';
const ABORTED = '-EXECABORT Transaction discarded because of previous errors.\r\n';

it('frames the steps', () => {
  const { bytes, replies } = transaction();
  expect(bytes).toBe(
    '*1\r\n$5\r\nMULTI\r\n' +
      '*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$1\r\na\r\n' +
      '*2\r\n$3\r\nGET\r\n$3\r\nkey\r\n' +
      '*1\r\n$4\r\nEXEC\r\n',
  );
  expect(replies).toBe(4);
});

it.each([
  ['steps that wait for replies', ['{ send: [GET, key], save: value }', `[SET, key, "\${value}"]`]],
  [
    'fills, which have more replies than steps',
    [`{ fill: { times: 3, send: [RPUSH, list, "\${i}"] } }`],
  ],
])('does not take %s', (_, steps) => {
  expect(inMulti(plannedCell(...steps).subject)).toBeUndefined();
});

it('gives each step its result', () => {
  const [set, get] = readBack(`${QUEUED_BOTH}*2\r\n+OK\r\n$1\r\na\r\n`);
  expect([set, get].map((one) => one && seenIn(one))).toEqual(['OK', '"a"']);
  expect([set, get].map((one) => one && rawOf(one))).toEqual(['+OK\r\n', '$1\r\na\r\n']);
  expect(get).toMatchObject({ elapsedMs: 7, closed: false, pushes: [], extra: [] });
});

it.each<[what: string, bytes: string, seen: string[]]>([
  [
    'an error among the results belongs to its step',
    `${QUEUED_BOTH}*2\r\n-WRONGTYPE no\r\n$1\r\na\r\n`,
    ['(error) WRONGTYPE no', '"a"'],
  ],
  [
    'a refusal when queued belongs to its step, and what is discarded with it was not reached',
    `+OK\r\n+QUEUED\r\n-ERR unknown command\r\n${ABORTED}`,
    ['not-reached', '(error) ERR unknown command'],
  ],
  [
    'a refusal before others discards them, too',
    `+OK\r\n-ERR no\r\n+QUEUED\r\n${ABORTED}`,
    ['(error) ERR no', 'not-reached'],
  ],
  [
    'a transaction that is carried out in spite of a refusal is a reply too many',
    '+OK\r\n-ERR no\r\n+QUEUED\r\n*1\r\n$1\r\na\r\n',
    ['(error) ERR no', '"a", and ["a"]'],
  ],
  [
    'a command that is carried out at once, and not queued, is one as well',
    '+OK\r\n+OK\r\n+QUEUED\r\n*1\r\n$1\r\na\r\n',
    ['OK', '"a", and ["a"]'],
  ],
  [
    'a result too few leaves a step without one',
    `${QUEUED_BOTH}*1\r\n+OK\r\n`,
    ['OK', 'malformed'],
  ],
  [
    'a result too many is one too many',
    `${QUEUED_BOTH}*3\r\n+OK\r\n$1\r\na\r\n:1\r\n`,
    ['OK', '"a", and [OK, "a", (integer) 1]'],
  ],
  [
    'EXEC that fails for another reason fails for every step',
    `${QUEUED_BOTH}-OOM no\r\n`,
    ['(error) OOM no', '(error) OOM no'],
  ],
  [
    'EXEC that does nothing does so for every step',
    `${QUEUED_BOTH}*-1\r\n`,
    ['(nil array)', '(nil array)'],
  ],
  [
    'MULTI that is refused is seen by the first step, and nothing is said of what ran without it',
    '-ERR unknown command\r\n+OK\r\n$1\r\na\r\n-ERR EXEC without MULTI\r\n',
    ['(error) ERR unknown command', 'not-reached'],
  ],
])('%s', (_, bytes, seen) => {
  expect(readBack(bytes).map(seenIn)).toEqual(seen);
});

describe('evidence', () => {
  it.each<[protocol: Protocol, result: string]>([
    [2, '*-1\r\n'],
    [2, `*2\r\n${bulk('field')}*1\r\n:3\r\n`],
    [3, '_\r\n'],
    [3, `%1\r\n${bulk('field')}~2\r\n,1.50\r\n#t\r\n`],
    [3, '=5\r\ntxt:a\r\n'],
    [3, `*1\r\n*2\r\n${bulk('member')},inf\r\n`],
  ])('in RESP%i is the bytes that the result had in EXEC: %j', (protocol, result) => {
    const [, get] = readBack(`${QUEUED_BOTH}*2\r\n+OK\r\n${result}`, protocol);
    expect(get && rawOf(get)).toBe(result);
  });

  it('is the bytes of any reply', () => {
    fc.assert(
      fc.property(anyReply, (reply) => {
        const sent = encode(reply, 3);
        const [, get] = readBack(`${QUEUED_BOTH}*2\r\n+OK\r\n${sent}`, 3);
        expect(get && rawOf(get)).toBe(sent);
      }),
    );
  });
});
