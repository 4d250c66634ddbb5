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
    ['appendonly yes', 'argument(s) must be one of the following: no'],
    ['maxmemory 1mb', 'argument must be between 0 and 0 inclusive'],
    ['timeout -1', 'argument must be between 0 and 2147483647 inclusive'],
    ['notify-keyspace-events foo', "Invalid event class character. Use 'Ag$lshzxeKEtmdn'."],
  ])('%s is refused', (change, why) => {
    const name = change.split(' ')[0];
    expect(inProcess().connect().send(`CONFIG SET ${change}`)).toBe(
      `-ERR CONFIG SET failed (possibly related to argument '${name}') - ${why}\r\n`,
    );
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
