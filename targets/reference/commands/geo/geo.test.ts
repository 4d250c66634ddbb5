import { describe, expect, it } from 'vitest';
import { inProcess } from '../../testing/in-process.ts';

type Exchange = readonly [line: string, reply: string];

const PLACES: readonly Exchange[] = [
  ['GEOADD places 13.361389 38.115556 palermo 15.087269 37.502669 catania', ':2\r\n'],
  ['GEOADD places 12.758489 38.788135 edge1 17.241510 38.788135 edge2', ':2\r\n'],
];

const sessions: Record<string, readonly Exchange[]> = {
  'places come in the order of cells unless they are sorted': [
    ...PLACES,
    [
      'GEOSEARCH places FROMLONLAT 15 37 BYBOX 400 400 km',
      '*4\r\n$7\r\npalermo\r\n$5\r\nedge1\r\n$7\r\ncatania\r\n$5\r\nedge2\r\n',
    ],
    ['GEOSEARCH places FROMLONLAT 15 37 BYRADIUS 200 km COUNT 1', '*1\r\n$7\r\ncatania\r\n'],
    ['GEOSEARCH places FROMLONLAT 15 37 BYRADIUS 200 km COUNT 1 ANY', '*1\r\n$7\r\npalermo\r\n'],
  ],
  'the key is looked at before the options': [
    ['SET text x', '+OK\r\n'],
    ['GEORADIUS text x y z', "-ERR wrong number of arguments for 'georadius' command\r\n"],
    [
      'GEORADIUS text x y z m',
      '-WRONGTYPE Operation against a key holding the wrong kind of value\r\n',
    ],
    ['GEORADIUS none x y z m', '-ERR value is not a valid float\r\n'],
    ['GEORADIUSBYMEMBER none member z yards', '*0\r\n'],
  ],
  'a position that is none is told in full': [
    [
      'GEOADD places 1e22 0 far',
      '-ERR invalid longitude,latitude pair 10000000000000000000000.000000,0.000000\r\n',
    ],
    ['GEOADD places 0 -inf far', '-ERR invalid longitude,latitude pair 0.000000,-inf\r\n'],
  ],
  'a stored distance has all its digits': [
    ...PLACES,
    ['GEOSEARCHSTORE near places FROMMEMBER palermo BYRADIUS 200 km STOREDIST', ':3\r\n'],
    ['ZSCORE near catania', '$18\r\n166.27415156960032\r\n'],
    ['GEODIST places palermo catania km', '$8\r\n166.2742\r\n'],
  ],
};

describe('geo commands', () => {
  it.each(Object.entries(sessions))('%s', (_title, exchanges) => {
    const client = inProcess().connect();
    for (const [line, reply] of exchanges) expect(client.send(line), line).toBe(reply);
  });
});
