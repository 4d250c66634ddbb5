import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StreamValue, type TrimGoal } from './stream.ts';
import { LAST_ID } from './stream-id.ts';

const limits = { 'stream-node-max-bytes': 4096, 'stream-node-max-entries': 4 };

function streamOf(ids: readonly bigint[]): StreamValue {
  const stream = new StreamValue();
  for (const id of ids) stream.append({ id, fields: ['field', 'value'] }, limits);
  return stream;
}

function idsOf(stream: StreamValue): bigint[] {
  return Array.from(stream.range({ start: 0n, end: LAST_ID }), (entry) => entry.id);
}

const ten = [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n, 10n];
const whole = { entriesMax: 0n };
const length = (lengthMax: bigint): TrimGoal => ({ kind: 'length', lengthMax });
const from = (idMin: bigint): TrimGoal => ({ kind: 'id', idMin });

describe('a stream', () => {
  it('begins a new node when one is full, by entries or by bytes', () => {
    expect(streamOf(ten).nodes.size).toBe(3);
    const stream = new StreamValue();
    const texts = { 'stream-node-max-bytes': 100, 'stream-node-max-entries': 0 };
    for (const id of ten) stream.append({ id, fields: ['f', 'x'.repeat(40)] }, texts);
    expect(stream.nodes.size).toBe(10);
  });

  it.each<[TrimGoal, { entriesMax: bigint } | undefined, bigint[]]>([
    [length(3n), undefined, ten.slice(7)],
    [length(3n), whole, ten.slice(4)],
    [length(3n), { entriesMax: 3n }, ten],
    [length(0n), { entriesMax: 4n }, ten.slice(4)],
    [length(99n), undefined, ten],
    [from(6n), undefined, ten.slice(5)],
    [from(8n), whole, ten.slice(4)],
    [from(9n), whole, ten.slice(8)],
  ])('is trimmed to %o within %o', (goal, approximation, left) => {
    const stream = streamOf(ten);
    expect(stream.trim(goal, approximation)).toBe(ten.length - left.length);
    expect(idsOf(stream)).toEqual(left);
    expect([stream.size, stream.firstId]).toEqual([left.length, left[0]]);
  });

  it('keeps a node whose last entry was deleted as long as that one would stay', () => {
    const stream = streamOf(ten);
    stream.delete(4n);
    expect(stream.trim(from(4n), whole)).toBe(0);
    expect(stream.trim(from(5n), whole)).toBe(3);
  });

  it('counts deleted entries as place taken, and remembers the highest', () => {
    const stream = streamOf([1n, 2n, 3n]);
    stream.delete(3n);
    stream.delete(1n);
    stream.append({ id: 4n, fields: [] }, limits);
    stream.append({ id: 5n, fields: [] }, limits);
    expect(stream.nodes.size).toBe(2);
    expect([stream.maxDeletedId, stream.entriesAdded, stream.size]).toEqual([3n, 5n, 3]);
  });

  it('has a copy that goes its own way', () => {
    const stream = streamOf(ten);
    const copy = stream.copy();
    copy.delete(1n);
    copy.trim(length(2n));
    expect(idsOf(stream)).toEqual(ten);
    expect(idsOf(copy)).toEqual([9n, 10n]);
  });

  it('gives the range between two ids, whatever was deleted', () => {
    const id = fc.bigInt(1n, 60n);
    fc.assert(
      fc.property(fc.uniqueArray(id), fc.array(id), id, id, (added, deleted, start, end) => {
        const ids = added.sort((a, b) => (a < b ? -1 : 1));
        const stream = streamOf(ids);
        for (const one of deleted) stream.delete(one);
        const left = ids.filter((n) => !deleted.includes(n) && n >= start && n <= end);
        const up = Array.from(stream.range({ start, end }), (entry) => entry.id);
        const down = Array.from(stream.rangeDown({ start, end }), (entry) => entry.id);
        expect([up, down]).toEqual([left, left.toReversed()]);
      }),
    );
  });
});
