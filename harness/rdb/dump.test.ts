import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ByteString } from '../wire/reply.ts';
import { decodeDumpBody, encodeDump, RDB_VERSION, sealDump, unsealDump } from './dump.ts';
import { listpackBytes } from './listpack.ts';
import { MalformedValue } from './malformed.ts';
import type { RdbValue } from './value.ts';

const bytes = (hex: string): ByteString =>
  Buffer.from(hex.replaceAll(' ', ''), 'hex').toString('latin1');

/** Where the length of a length or of an integer changes. */
const edges = [7, 8, 13, 15, 16, 23, 24, 31, 32, 47, 63].flatMap((bits) =>
  [-1n, 0n, 1n].flatMap((off) => [2n ** BigInt(bits) + off, -(2n ** BigInt(bits)) + off]),
);
const integer = fc.oneof(
  fc.constantFrom(...edges.filter((n) => BigInt.asIntN(64, n) === n)),
  fc.integer({ min: -20, max: 20 }).map(BigInt),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
);
const text = fc.oneof(
  integer.map(String),
  fc.constantFrom('', '-0', '007', '+1', '9223372036854775808', '-9223372036854775809', '1.5'),
  fc.uint8Array({ maxLength: 30 }).map((array) => Buffer.from(array).toString('latin1')),
  fc
    .tuple(fc.constantFrom(20, 63, 64, 126, 127, 128, 4095, 4096, 16383, 16384), fc.nat(255))
    .map(([length, char]) =>
      String.fromCharCode(char, 255 - char, 7)
        .repeat(length)
        .slice(0, length),
    ),
);
const score = fc.double({ noNaN: true });

const some = { minLength: 1, maxLength: 20 };
const keys = fc.uniqueArray(text, some);
const value: fc.Arbitrary<RdbValue> = fc.oneof(
  fc.record({ type: fc.constant('string' as const), text }),
  fc.record({
    type: fc.constant('list' as const),
    nodes: fc.array(fc.array(text, some), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({
    type: fc.constant('set' as const),
    form: fc.constantFrom('listpack' as const, 'hashtable' as const),
    members: keys,
  }),
  fc.record({
    type: fc.constant('set' as const),
    form: fc.constant('intset' as const),
    members: fc
      .uniqueArray(integer, some)
      .map((members) => members.sort((a, b) => (a < b ? -1 : 1)).map(String)),
  }),
  fc.record({
    type: fc.constant('hash' as const),
    form: fc.constantFrom('listpack' as const, 'hashtable' as const),
    fields: fc.uniqueArray(fc.tuple(text, text), { ...some, selector: ([field]) => field }),
  }),
  fc.record({
    type: fc.constant('zset' as const),
    form: fc.constant('skiplist' as const),
    members: fc.uniqueArray(fc.tuple(text, score), { ...some, selector: ([member]) => member }),
  }),
  fc.record({
    type: fc.constant('zset' as const),
    form: fc.constant('listpack' as const),
    // An integer has no negative zero, and a listpack stores it as one.
    members: fc.uniqueArray(
      fc.tuple(
        text,
        score.map((n) => n + 0),
      ),
      { ...some, selector: ([member]) => member },
    ),
  }),
);

function decode(payload: ByteString): RdbValue | undefined {
  const body = unsealDump(payload);
  return body && decodeDumpBody(body);
}

describe('a DUMP payload', () => {
  it('says what was put in', () => {
    fc.assert(
      fc.property(value, (given) => {
        expect(decode(encodeDump(given))).toEqual(given);
      }),
    );
  });

  it('holds more elements than a listpack can count', () => {
    for (const length of [65_534, 65_535, 65_536]) {
      const nodes = [Array.from({ length }, (_, n) => String(n))];
      expect(decode(encodeDump({ type: 'list', nodes }))).toEqual({ type: 'list', nodes });
    }
  });

  it('marks the size of an element as servers do, odd limits included', () => {
    // Seen at Redict 7.3: 16,382 bytes with their header take two groups of seven bits, 16,383 three.
    const header = 5;
    expect(listpackBytes(['x'.repeat(16_382 - header)]).slice(-3)).toBe('\x7f\xfe\xff');
    expect(listpackBytes(['x'.repeat(16_383 - header)]).slice(-4)).toBe('\x00\xff\xff\xff');
  });

  it('does not open when a byte has changed', () => {
    fc.assert(
      fc.property(value, fc.nat(), fc.integer({ min: 1, max: 255 }), (given, where, flip) => {
        const payload = Buffer.from(encodeDump(given), 'latin1');
        const at = where % payload.length;
        payload[at] = (payload[at] ?? 0) ^ flip;
        expect(unsealDump(payload.toString('latin1'))).toBeUndefined();
      }),
    );
  });

  it('that was made up is read or refused, and never worse', () => {
    fc.assert(
      fc.property(value, fc.array(fc.tuple(fc.nat(), fc.nat(255))), (given, changes) => {
        const body = Buffer.from(encodeDump(given).slice(0, -10), 'latin1');
        for (const [where, byte] of changes) body[where % body.length] = byte;
        try {
          expect(decodeDumpBody(body)).toHaveProperty('type');
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedValue);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('of a newer version is not opened, of an older one is', () => {
    const body = bytes('00 05 68656c6c6f');
    expect(unsealDump(sealDump(body, RDB_VERSION + 1))).toBeUndefined();
    for (const version of [0, 6, RDB_VERSION]) {
      expect(unsealDump(sealDump(body, version))?.toString('latin1')).toBe(body);
    }
  });

  it.each(['', 'x', bytes('0b00 0000000000000000')])('cannot be %j', (payload) => {
    expect(unsealDump(payload)).toBeUndefined();
  });
});

// What Redis 6.0 answered to DUMP.
const LIST = ['a', '', '12', '13', '-7', '300', '-70000', '8388608', '5000000000', 'x'.repeat(70)];

describe('payloads of real servers', () => {
  it.each<[what: string, hex: string, value: RdbValue]>([
    [
      'list of ziplists, compressed',
      '0e01c33b407a047a0000003020031f0a00000161030002fd02fe0d03fef903c02c0104f090eefe05d00000800006e00400f2052a01402702404678e03b000178ff09001d848f3a4b19becb',
      { type: 'list', nodes: [LIST] },
    ],
    [
      'hash as a ziplist',
      '0d1f1f0000001b000000040000056669656c64070576616c756507016e03fe7fff0900b4a112697afeac73',
      {
        type: 'hash',
        form: 'listpack',
        fields: [
          ['field', 'value'],
          ['n', '127'],
        ],
      },
    ],
    [
      'sorted set as a ziplist',
      '0c21210000001e000000060000016203042d696e660601610303312e3505016303f8ff0900cc448cb12181c1ef',
      {
        type: 'zset',
        form: 'listpack',
        members: [
          ['b', -Infinity],
          ['a', 1.5],
          ['c', 7],
        ],
      },
    ],
    [
      'set of integers',
      '0b20080000000300000090eefeffffffffff010000000000000000f2052a01000000090082b2cc49ded0a2cf',
      { type: 'set', form: 'intset', members: ['-70000', '1', '5000000000'] },
    ],
    [
      'set as a table',
      '020205677265656e037265640900b8ee46fc7dda7c31',
      { type: 'set', form: 'hashtable', members: ['green', 'red'] },
    ],
    [
      'sorted set as a skip list',
      '0502c3094041017676e03400017676000000000000e03f0177000000000000f0bf09003bfb55817f25f66c',
      {
        type: 'zset',
        form: 'skiplist',
        members: [
          ['w', -1],
          ['v'.repeat(65), 0.5],
        ],
      },
    ],
    ['integer', '00c290eefeff0900f8878fb7476d4bb1', { type: 'string', text: '-70000' }],
  ])('%s, as Redis 6.0 wrote it', (_what, hex, wanted) => {
    expect(decode(bytes(hex))).toEqual(wanted);
  });

  // Redict 7.3 puts version 12 behind the same bytes as 7.2.
  it.each<[what: string, hex: string, value: RdbValue]>([
    [
      'hash',
      '101a1a0000000400856669656c64068576616c756506816e027f01ff',
      {
        type: 'hash',
        form: 'listpack',
        fields: [
          ['field', 'value'],
          ['n', '127'],
        ],
      },
    ],
    [
      'sorted set',
      '111d1d0000000600816202842d696e660581610283312e35048163020701ff',
      {
        type: 'zset',
        form: 'listpack',
        members: [
          ['b', -Infinity],
          ['a', 1.5],
          ['c', 7],
        ],
      },
    ],
    [
      'set',
      '1413130000000200837265640485677265656e06ff',
      { type: 'set', form: 'listpack', members: ['red', 'green'] },
    ],
    [
      'set of integers',
      '0b14040000000300000001000000020000007011 0100',
      { type: 'set', form: 'intset', members: ['1', '2', '70000'] },
    ],
    ['table', '0401016602c94e', { type: 'hash', form: 'hashtable', fields: [['f', '\xc9N']] }],
    ['integer', '00c290eefeff', { type: 'string', text: '-70000' }],
  ])('%s, byte for byte as a 7.2-level server writes it', (_what, hex, given) => {
    const body = bytes(hex);
    expect(encodeDump(given).slice(0, -10)).toBe(body);
    expect(decodeDumpBody(Buffer.from(body, 'latin1'))).toEqual(given);
  });
});

describe('forms that only old servers wrote', () => {
  it.each<[what: string, hex: string, value: RdbValue]>([
    ['a plain list', '01 02 0161 c0ff', { type: 'list', nodes: [['a', '-1']] }],
    [
      'a list as one ziplist',
      '0a 10 10000000 0d000000 0200 000161 03f2 ff',
      { type: 'list', nodes: [['a', '1']] },
    ],
    [
      'a sorted set with scores as text, from the highest down',
      '03 03 0161 fe 0162 03312e35 0163 ff',
      {
        type: 'zset',
        form: 'skiplist',
        members: [
          ['c', -Infinity],
          ['b', 1.5],
          ['a', Infinity],
        ],
      },
    ],
    [
      'a node that is one element, beside an empty one',
      '12 02 01 03616263 02 07 07000000 0000 ff',
      { type: 'list', nodes: [['abc']] },
    ],
    ['a length in 64 bits', '00 81 0000000000000001 61', { type: 'string', text: 'a' }],
  ])('%s', (_what, hex, wanted) => {
    expect(decodeDumpBody(Buffer.from(bytes(hex), 'latin1'))).toEqual(wanted);
  });
});

describe('a value', () => {
  it.each([
    ['of no type', ''],
    ['of a type that does not exist', 'c8 00'],
    ['that is a module', '07 00'],
    ['shorter than it says', '00 05 6162'],
    ['with a length that no memory holds', '00 81 7fffffffffffffff 61'],
    ['with a string in no form', '00 c4'],
    ['that is an empty list', '01 00'],
    ['that is an empty set', '02 00'],
    ['that is an empty hash', '10 07 07000000 0000 ff'],
    ['with a member twice', '02 02 0161 0161'],
    ['with a field twice', '04 02 0161 0162 0161 0163'],
    ['with half a field', '10 0a 0a000000 0100 816102 ff'],
    ['with a score that is no number', '05 01 0161 000000000000f87f'],
    ['with a score that is a word', '11 0d 0d000000 0200 816102 816202 ff'],
    ['whose listpack miscounts', '14 0a 0a000000 0200 816102 ff'],
    ['whose listpack is of another size', '14 0a 0b000000 0100 816102 ff'],
    ['whose listpack does not end', '14 0a 0a000000 0100 816102 00'],
    ['whose listpack has a wrong back length', '14 0a 0a000000 0100 816103 ff'],
    ['whose ziplist has a broken link', '0a 10 10000000 0d000000 0200 000161 04f2 ff'],
    ['whose ziplist has its tail elsewhere', '0a 10 10000000 0c000000 0200 000161 03f2 ff'],
    ['whose intset is of no width', '0b 0b 03000000 01000000 010000'],
    ['whose intset is too short', '0b 0a 02000000 02000000 0100'],
    ['whose list has a node of no kind', '12 01 03 0161'],
  ])('%s is refused', (_what, hex) => {
    expect(() => decodeDumpBody(Buffer.from(bytes(hex), 'latin1'))).toThrow(MalformedValue);
  });
});
