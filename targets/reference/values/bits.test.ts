import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitAt, countOnes, findBit, setBitAt } from './bits.ts';

/** Bytes at any alignment, in which runs of equal bytes are common. */
const buffers = fc
  .tuple(
    fc.array(fc.oneof(fc.constant(0), fc.constant(0xff), fc.nat(255)), { minLength: 1 }),
    fc.nat(5),
  )
  .map(([bytes, skipped]) => Buffer.from([...Array(skipped).fill(0), ...bytes]).subarray(skipped));

const ranges = buffers.chain((bytes) =>
  fc.tuple(fc.constant(bytes), fc.nat(bytes.length * 8 - 1), fc.nat(bytes.length * 8 - 1)),
);

describe('bits', () => {
  it('are counted and found as one by one', () => {
    fc.assert(
      fc.property(ranges, fc.constantFrom(0 as const, 1 as const), ([bytes, a, b], bit) => {
        const [first, last] = [Math.min(a, b), Math.max(a, b)];
        const bits = Array.from({ length: last - first + 1 }, (_, i) => bitAt(bytes, first + i));
        expect(countOnes(bytes, first, last)).toBe(bits.filter((each) => each === 1).length);
        const place = bits.indexOf(bit);
        expect(findBit(bytes, bit, first, last)).toBe(place < 0 ? undefined : first + place);
      }),
    );
  });

  it('are set one at a time', () => {
    const bytes = Buffer.from([0x0f, 0xf0]);
    setBitAt(bytes, 0, 1);
    setBitAt(bytes, 8, 0);
    expect([...bytes]).toEqual([0x8f, 0x70]);
    expect(bitAt(bytes, 16)).toBe(0);
  });
});
