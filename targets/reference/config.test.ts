import { describe, expect, it } from 'vitest';
import { normalEventFlags } from './event-flags.ts';
import { parseSetting } from './parse-setting.ts';
import { inProcess } from './testing/in-process.ts';

describe('a setting', () => {
  it.each([
    ['proto-max-bulk-len', '1gb', 1024 ** 3],
    ['proto-max-bulk-len', '2000K', 2_000_000],
    ['hash-max-listpack-value', '7', 7],
    ['maxmemory-policy', 'AllKeys-LRU', 'allkeys-lru'],
    ['hz', '50', 50],
  ] as const)('%s %s is %s', (name, text, value) => {
    expect(parseSetting(name, text)).toEqual({ value });
  });

  it.each([
    ['hz 10 hz 20', 'duplicate parameter'],
    ['databases 3', "can't set immutable config"],
    ['hz ten', "argument couldn't be parsed into an integer"],
    ['maxmemory lots', 'argument must be a memory value'],
    ['appendonly yes', 'Unable to turn on AOF. Check server logs.'],
    ['appendfsync maybe', 'argument(s) must be one of the following: everysec, always, no'],
    ['activerehashing maybe', "argument must be 'yes' or 'no'"],
    ['dir /', "can't set protected config"],
    ['maxmemory-clients 101%', 'percentage argument must be less or equal to 100'],
    ['save 3600', 'Invalid save parameters'],
    ['repl-backlog-size 0', 'argument must be between 1 and 9223372036854775807 inclusive'],
    [
      'repl-backlog-size 9223372036854775808',
      'argument must be between 1 and 9223372036854775807 inclusive',
    ],
    ['timeout -1', 'argument must be between 0 and 2147483647 inclusive'],
    ['notify-keyspace-events foo', "Invalid event class character. Use 'Ag$lshzxeKEtmdn'."],
  ])('%s is refused', (change, why) => {
    const name = change.split(' ')[0];
    expect(inProcess().connect().send(`CONFIG SET ${change}`)).toBe(
      `-ERR CONFIG SET failed (possibly related to argument '${name}') - ${why}\r\n`,
    );
  });

  it('of buffer limits changes the classes that it names', () => {
    const limits = parseSetting('client-output-buffer-limit', 'replica 1kb 2 3 pubsub 0 0 0');
    expect(limits).toEqual({ value: 'normal 0 0 0 slave 1024 2 3 pubsub 0 0 0' });
  });

  it('beyond 53 bits is told as it was given', () => {
    const client = inProcess().connect();
    client.send('CONFIG SET repl-backlog-size 9223372036854775807');
    expect(client.send('CONFIG GET repl-backlog-size')).toContain('\r\n9223372036854775807\r\n');
  });

  it('is told under an older name, and only when asked for outright if it is hidden', () => {
    const client = inProcess().connect();
    expect(client.send('CONFIG GET lua-time-*')).toContain('lua-time-limit');
    expect(client.send('CONFIG GET key-load-dela?')).toBe('*0\r\n');
    expect(client.send('CONFIG GET Key-Load-Delay')).toContain('Key-Load-Delay');
  });

  it('is not changed when another one of the same call is refused', () => {
    const client = inProcess().connect();
    client.send('CONFIG SET hz 50 maxmemory lots');
    expect(client.send('CONFIG GET hz')).toBe('*2\r\n$2\r\nhz\r\n$2\r\n10\r\n');
  });

  // As redict 7.3.6 writes them back.
  it.each([
    ['KEA', 'AKE'],
    ['Kg', 'gK'],
    ['KgmE', 'gKEm'],
    ['tdmn', 'tdnm'],
    ['nmKE', 'nKEm'],
    ['', ''],
    ['?', undefined],
  ])('of events %j is kept as %j', (given, kept) => {
    expect(normalEventFlags(given)).toBe(kept);
  });
});
