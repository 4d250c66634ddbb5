import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeDumpBody, encodeDump, unsealDump } from './dump.ts';
import { MalformedValue } from './malformed.ts';
import type { RdbEntry, RdbStream, RdbValue } from './value.ts';

const bytes = (hex: string): Buffer => Buffer.from(hex.replace(/\s/g, ''), 'hex');
const id = (ms: number, sequence: number): bigint => (BigInt(ms) << 64n) | BigInt(sequence);

// As servers tell: XADD 1-1 f a, 1-2 g b and 2-1 f c, a group that has read one entry, XDEL 1-2.
const ID = '00000000000000010000000000000001';
const OTHER = '00000000000000010000000000000002';
const TIME = '6442e4ffa1010000';
const FIRST = `${ID} 38 38000000 1600 0201 0101 0101 816602 0001 0201 0001 0001`;
// The next sequence number after the largest is the smallest.
const WRAPPED = FIRST.replace(ID, `${ID.slice(0, 16)}ffffffffffffffff`).replace(/0001$/, '0101');
const NODE = `10 ${FIRST} 816102 0401
  0101 0001 0101 0101 816702 816202 0601 0201 0101 0001 816302 0401 ff`;
const PENDING = `01 ${ID} ${TIME} 01 01 03616461`;
const END = `0101 01 ${PENDING} ${TIME} ${TIME} 01 ${ID}`;
const NAME = '0772656164657273';
const FORM_1 = `0f 01 ${NODE} 02 0201 01 ${NAME} 0101 ${PENDING} ${TIME} 01 ${ID}`;
const FORM_2 = `13 01 ${NODE} 02 0201 0101 0102 03 01 ${NAME} 0101 01 ${PENDING} ${TIME} 01 ${ID}`;
const FORM_3 = `15 01 ${NODE} 02 0201 0101 0102 03 01 ${NAME} ${END}`;

const AT_MS = 1795294511716;
const stream: RdbStream = {
  type: 'stream',
  nodes: [
    {
      id: id(1, 1),
      masterFields: ['f'],
      entries: [
        { id: id(1, 1), fields: ['f', 'a'], deleted: false },
        { id: id(1, 2), fields: ['g', 'b'], deleted: true },
        { id: id(2, 1), fields: ['f', 'c'], deleted: false },
      ],
    },
  ],
  lastId: id(2, 1),
  maxDeletedId: id(1, 2),
  entriesAdded: 3n,
  groups: [
    {
      name: 'readers',
      lastId: id(1, 1),
      entriesRead: 1n,
      consumers: [
        {
          name: 'ada',
          seenAtMs: AT_MS,
          activeAtMs: AT_MS,
          pending: [{ id: id(1, 1), deliveredAtMs: AT_MS, deliveries: 1n }],
        },
      ],
    },
  ],
};

describe('a stream', () => {
  it('is read as 7.2 writes it, and written so', () => {
    expect(decodeDumpBody(bytes(FORM_3))).toEqual(stream);
    expect(unsealDump(encodeDump(stream))?.toString('hex')).toBe(bytes(FORM_3).toString('hex'));
  });

  it('is read as 7.0 writes it: who was seen was active', () => {
    expect(decodeDumpBody(bytes(FORM_2))).toEqual(stream);
  });

  it('is read as 5.0 writes it: what was added and read is not told', () => {
    const [group] = stream.groups;
    expect(decodeDumpBody(bytes(FORM_1))).toEqual({
      ...stream,
      maxDeletedId: 0n,
      entriesAdded: 2n,
      groups: [{ ...group, entriesRead: 'uncounted' }],
    });
  });

  it('may be empty, and remembers', () => {
    const empty = { ...stream, nodes: [], groups: [] };
    expect(roundTrip(empty)).toEqual(empty);
  });

  it('comes back whatever is in it', () => {
    fc.assert(
      fc.property(streams, (any) => {
        expect(roundTrip(any)).toEqual(any);
      }),
    );
  });

  it.each([
    ['bytes are announced and', FORM_3, FORM_3.slice(0, -2)],
    ['a stream that miscounts its entries', ' 02 0201', ' 03 0201'],
    ['an entry after the last id', ' 02 0201', ' 02 0200'],
    ['a node of a stream miscounts what is deleted', '0201 0101 0101 8166', '0101 0201 0101 8166'],
    ['a node of a stream miscounts what is deleted', '0201 0101 0101 8166', '0001 0301 0101 8166'],
    ['a node of a stream goes on behind its entries', '0201 0101 0101 8166', '0101 0101 0101 8166'],
    ['more than a node can hold', '0201 0101 0101 8166', '7f01 0101 0101 8166'],
    ['more than a node can hold', '0101 0101 8167', '0101 7f01 8167'],
    ['a master entry without an end', '816602 0001', '816602 0101'],
    ['no number where one must be', '0201 0101 0001 8163', '8001 0101 0001 8163'],
    ['ids that do not rise', '0201 0101 0001 8163', '0201 0001 0001 8163'],
    ['an entry that cannot be walked backwards', '816102 0401', '816102 0501'],
    ['an entry pending for two consumers or for none', `01 ${ID} ${TIME}`, `01 ${OTHER} ${TIME}`],
    ['a pending entry that no consumer has', `${TIME} ${TIME} 01 ${ID}`, `${TIME} ${TIME} 00`],
    ['an entry before the id that its node begins with', FIRST, WRAPPED],
    ['a stream id of another size', `10 ${ID}`, `0f ${ID.slice(2)}`],
    ['two of one name', ` 01 ${NAME} ${END}`, ` 02 0161 ${END} 0161 ${END}`],
  ])('with %s is refused', (why, from, to) => {
    expect(FORM_3).toContain(from);
    const damaged = bytes(FORM_3.replace(from, to));
    expect(() => decodeDumpBody(damaged)).toThrow(MalformedValue);
    expect(() => decodeDumpBody(damaged)).toThrow(why);
  });
});

function roundTrip(value: RdbValue): RdbValue | undefined {
  const body = unsealDump(encodeDump(value));
  return body === undefined ? undefined : decodeDumpBody(body);
}

const text = fc.oneof(
  fc.constantFrom('', '7', '-4097', 'field'),
  fc.string({ unit: 'binary-ascii' }),
);
const timeMs = fc.nat({ max: 2 ** 45 });
const name = fc.string({ maxLength: 4 });
const uint63 = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
/** Ids that rise by small and by huge steps. */
const steps = fc.array(fc.oneof(fc.bigInt(1n, 200n), fc.bigInt(1n, 2n ** 100n)), { maxLength: 12 });

/** Nodes of up to four entries, the last of each alive. */
const nodes = fc
  .tuple(steps, fc.infiniteStream(fc.tuple(text, text, fc.boolean())))
  .map(([all, contents]) => {
    let last = 0n;
    const entries = all.map((step): RdbEntry => {
      last += step;
      const [field, value, deleted] = contents.next().value;
      return { id: last, fields: [field, value], deleted };
    });
    return chunks(entries).map((own) => ({
      id: own[0]?.id ?? 0n,
      masterFields: [own[0]?.fields[0] ?? ''],
      entries: own.map((entry, n) => (n === own.length - 1 ? { ...entry, deleted: false } : entry)),
    }));
  });

function chunks(entries: readonly RdbEntry[]): RdbEntry[][] {
  const count = Math.ceil(entries.length / 4);
  return Array.from({ length: count }, (_, n) => entries.slice(4 * n, 4 * n + 4));
}

const groups = fc.uniqueArray(
  fc.record({
    name,
    lastId: uint63,
    entriesRead: fc.option(uint63, { nil: undefined }),
    consumers: fc.uniqueArray(
      fc.record({
        name,
        seenAtMs: timeMs,
        activeAtMs: fc.option(timeMs, { nil: undefined }),
        pending: fc.constant([]),
      }),
      { maxLength: 3, selector: (consumer) => consumer.name },
    ),
  }),
  { maxLength: 3, selector: (group) => group.name },
);

const streams: fc.Arbitrary<RdbStream> = fc.record({
  type: fc.constant('stream' as const),
  nodes,
  lastId: fc.constant(2n ** 128n - 1n),
  maxDeletedId: uint63,
  entriesAdded: uint63,
  groups,
});
