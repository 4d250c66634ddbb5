import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { reply } from '../wire/arbitrary-reply.ts';
import { Decoder } from '../wire/decode.ts';
import type { Reply } from '../wire/reply.ts';
import { difference } from './difference.ts';
import { POLICIES, RUNGS } from './rung.ts';

function wire(bytes: string): Reply {
  const [arrival] = new Decoder().push(Buffer.from(bytes, 'latin1'));
  if (arrival?.kind !== 'reply') throw new Error(`not a reply: ${bytes}`);
  return arrival.reply;
}

test.each<[wanted: string, found: string, rung: string | undefined, at: string]>([
  ['+OK\r\n', '+OK\r\n', undefined, ''],
  ['+OK\r\n', '$2\r\nOK\r\n', 'type', ''],
  ['$-1\r\n', '*-1\r\n', 'type', ''],
  [':3\r\n', '$1\r\n3\r\n', 'type', ''],
  [':1\r\n', '#t\r\n', 'type', ''],
  ['%1\r\n+a\r\n:1\r\n', '*2\r\n+a\r\n:1\r\n', 'type', ''],
  ['%1\r\n+a\r\n:1\r\n', '*2\r\n+a\r\n:2\r\n', 'value', '[1]'],
  ['~2\r\n:1\r\n:2\r\n', '~2\r\n:2\r\n:1\r\n', undefined, ''],
  ['*2\r\n:1\r\n:2\r\n', '*2\r\n:2\r\n:1\r\n', 'order', ''],
  ['*2\r\n:1\r\n:2\r\n', '*2\r\n:1\r\n:3\r\n', 'value', '[1]'],
  ['*1\r\n:1\r\n', '*2\r\n:1\r\n:1\r\n', 'value', ''],
  ['*0\r\n', '_\r\n', 'value', ''],
  ['%1\r\n$1\r\na\r\n:1\r\n', '%1\r\n$1\r\na\r\n:2\r\n', 'value', '.a'],
  ['$1\r\n3\r\n', '$3\r\n3.0\r\n', 'number-format', ''],
  [',3\r\n', ',3.0\r\n', 'number-format', ''],
  ['$3\r\n007\r\n', '$1\r\n7\r\n', 'value', ''],
  ['$1\r\na\r\n', '$1\r\nb\r\n', 'value', ''],
  ['-ERR a\r\n', '-ERR b\r\n', 'error-text', ''],
  ['-ERR a\r\n', '-WRONGTYPE a\r\n', 'error-code', ''],
  ['+OK\r\n', '-ERR no\r\n', 'ok-vs-error', ''],
  ['+OK\r\n', "-ERR unknown command 'X'\r\n", 'missing', ''],
  ['+OK\r\n', '-ERR syntax error\r\n', 'missing', ''],
  ['-ERR syntax error\r\n', '+OK\r\n', 'ok-vs-error', ''],
  [
    "-ERR unknown subcommand 'X'\r\n",
    '-ERR Unknown subcommand or wrong number\r\n',
    'error-text',
    '',
  ],
  ['$2\r\n-0\r\n', '$1\r\n0\r\n', 'number-format', ''],
  ['-WRONGTYPE a\r\n', "-ERR unknown command 'X'\r\n", 'missing', ''],
  ['*1\r\n+OK\r\n', '*1\r\n-ERR no\r\n', 'ok-vs-error', '[0]'],
  ['*2\r\n:1\r\n+a\r\n', '*2\r\n$1\r\n1\r\n+b\r\n', 'value', '[1]'],
])('from %j to %j it is %s at %j', (wanted, found, rung, at) => {
  const seen = difference(wire(wanted), wire(found));
  expect(seen?.rung).toBe(rung);
  expect(seen?.at ?? '').toBe(at);
});

describe('the laws of difference', () => {
  it('finds none between a reply and itself, however it was streamed', () => {
    fc.assert(
      fc.property(reply, (seen) => {
        const copy = JSON.parse(
          JSON.stringify(seen, (key, value) => {
            if (key === 'streamed' || key === 'attributes') return undefined;
            return typeof value === 'bigint' ? { big: String(value) } : value;
          }),
          (_, value) => (typeof value?.big === 'string' ? BigInt(value.big) : value),
        );
        expect(difference(seen, copy)).toBeUndefined();
      }),
    );
  });

  it('does not depend on which side is called wanted', () => {
    fc.assert(
      fc.property(reply, reply, (a, b) => {
        const [there, back] = [difference(a, b)?.rung, difference(b, a)?.rung];
        for (const forgiven of Object.values(POLICIES)) {
          const fails = [there, back].map((rung) => rung !== undefined && !forgiven.has(rung));
          expect(fails[0]).toBe(fails[1]);
        }
      }),
    );
  });
});

it('never lets a policy forgive what a stricter one forgives not', () => {
  for (const rung of RUNGS) {
    if (POLICIES.client.has(rung)) expect(POLICIES.application.has(rung)).toBe(true);
    if (POLICIES.strict.has(rung)) expect(POLICIES.client.has(rung)).toBe(true);
  }
});
