import { describe, expect, it } from 'vitest';
import { inProcess } from '../../testing/in-process.ts';

const MIN = '-9223372036854775808';

const sessions: Record<string, readonly (readonly [line: string, reply: string])[]> = {
  'a string that is looked at as bits stays what it was': [
    ['SET number 12', '+OK\r\n'],
    ['GETBIT number 3', ':1\r\n'],
    ['OBJECT ENCODING number', '$3\r\nint\r\n'],
    ['SETBIT number 3 1', ':1\r\n'],
    ['OBJECT ENCODING number', '$3\r\nraw\r\n'],
    ['INCR number', ':13\r\n'],
  ],
  'writing what is there is no change': [
    ['SETBIT flags 7 1', ':0\r\n'],
    ['WATCH flags', '+OK\r\n'],
    ['SETBIT flags 7 1', ':1\r\n'],
    ['BITFIELD flags SET u8 0 1', '*1\r\n:1\r\n'],
    ['MULTI', '+OK\r\n'],
    ['EXEC', '*0\r\n'],
    ['WATCH flags', '+OK\r\n'],
    ['SETBIT flags 8 0', ':0\r\n'],
    ['MULTI', '+OK\r\n'],
    ['EXEC', '*-1\r\n'],
  ],
  'a value to set is compared in 64 bits, which turns the lowest into the highest': [
    [`BITFIELD n OVERFLOW SAT SET i8 0 ${MIN} GET i8 0`, '*2\r\n:0\r\n:127\r\n'],
    ['BITFIELD n OVERFLOW SAT SET i8 0 -129 GET i8 0', '*2\r\n:127\r\n:-128\r\n'],
    [`BITFIELD n OVERFLOW SAT SET i64 0 ${MIN} GET i64 0`, `*2\r\n:${MIN}\r\n:${MIN}\r\n`],
    ['BITFIELD n OVERFLOW SAT SET u8 0 -1 GET u8 0', '*2\r\n:128\r\n:255\r\n'],
    [`BITFIELD n OVERFLOW SAT INCRBY u8 0 ${MIN}`, '*1\r\n:0\r\n'],
  ],
  'the place of a field is found in 64 bits': [
    ['BITFIELD n GET u8 #2305843009213693952', '*1\r\n:0\r\n'],
    [
      'BITFIELD n GET u8 #1152921504606846976',
      '-ERR bit offset is not an integer or out of range\r\n',
    ],
  ],
  'a range of two ends before the string is empty for BITCOUNT alone': [
    ['SET text abc', '+OK\r\n'],
    ['BITCOUNT text -10 -12', ':0\r\n'],
    ['BITCOUNT text -12 -10', ':3\r\n'],
    ['BITPOS text 1 -10 -12', ':1\r\n'],
  ],
};

describe('bitmap commands', () => {
  it.each(Object.entries(sessions))('%s', (_title, exchanges) => {
    const client = inProcess().connect();
    for (const [line, reply] of exchanges) expect(client.send(line), line).toBe(reply);
  });

  it('tell BITFIELD that only reads from one that writes', () => {
    const client = inProcess().connect();
    const flagsOf = (usage: string) => client.send(`COMMAND GETKEYSANDFLAGS BITFIELD k ${usage}`);
    expect(flagsOf('OVERFLOW SAT GET u8 0')).toContain('+RO\r\n');
    expect(flagsOf('GET u8 0 INCRBY u8 0 1')).toContain('+RW\r\n');
    expect(flagsOf('GET u8')).toContain('+RW\r\n');
  });
});
