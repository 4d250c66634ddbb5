import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noRegisters } from './dense.ts';
import { estimate } from './estimate.ts';
import { type Raise, raiseOf } from './hash.ts';
import { isSketch, merge, raise, toDense } from './sketch.ts';
import { emptySparse, sparseRuns } from './sparse.ts';

/** MurmurHash64A by the book, in the 64-bit numbers that it is defined in. */
function murmur64(text: string): bigint {
  const bits = (value: bigint) => BigInt.asUintN(64, value);
  const factor = 0xc6a4a7935bd1e995n;
  const bytes = Buffer.from(text, 'latin1');
  let hash = bits(0xadc83b19n ^ bits(BigInt(bytes.length) * factor));
  const whole = bytes.length - (bytes.length % 8);
  for (let at = 0; at < whole; at += 8) {
    let word = bits(bytes.readBigUInt64LE(at) * factor);
    word = bits((word ^ (word >> 47n)) * factor);
    hash = bits((hash ^ word) * factor);
  }
  if (whole < bytes.length) {
    bytes.subarray(whole).forEach((byte, i) => {
      hash ^= BigInt(byte) << BigInt(8 * i);
    });
    hash = bits(hash * factor);
  }
  hash = bits((hash ^ (hash >> 47n)) * factor);
  return hash ^ (hash >> 47n);
}

function trailingZeros(value: bigint): number {
  return value.toString(2).length - 1 - value.toString(2).lastIndexOf('1');
}

const elements = fc.string({
  unit: fc.integer({ min: 0, max: 255 }).map(String.fromCharCode.bind(String)),
});

const raises = fc.array(
  fc.record({ index: fc.oneof(fc.nat(40), fc.nat(16383)), count: fc.integer({ min: 1, max: 51 }) }),
  { maxLength: 200 },
);

function sketchOf(all: readonly Raise[], sparseLengthMax: number): Buffer {
  let bytes = emptySparse();
  for (const each of all) {
    const raised = raise(bytes, each, sparseLengthMax);
    if (raised === 'corrupt') throw new Error('a sound sketch became corrupt');
    if (raised !== 'same') bytes = raised;
  }
  return bytes;
}

function registersOf(bytes: Buffer): Uint8Array {
  const registers = noRegisters();
  expect(merge(registers, bytes)).toBe(true);
  return registers;
}

describe('a HyperLogLog', () => {
  it('hashes as MurmurHash64A does', () => {
    fc.assert(
      fc.property(elements, (element) => {
        const hash = murmur64(element);
        const count = trailingZeros((hash >> 14n) | (1n << 50n)) + 1;
        expect(raiseOf(element)).toEqual({ index: Number(hash & 0x3fffn), count });
      }),
    );
  });

  it('keeps the highest count of each register in either encoding', () => {
    fc.assert(
      fc.property(raises, fc.constantFrom(0, 40, 100, 3000), (all, sparseLengthMax) => {
        const highest = noRegisters();
        for (const { index, count } of all) highest[index] = Math.max(highest[index] ?? 0, count);
        const sketch = sketchOf(all, sparseLengthMax);
        expect(isSketch(sketch)).toBe(true);
        expect(registersOf(sketch)).toEqual(highest);
        const dense = toDense(sketch);
        expect(dense === 'corrupt' || registersOf(dense)).toEqual(highest);
      }),
    );
  });

  it('joins neighbours with the same count', () => {
    const row = [5, 3, 4, 6, 7].map((index) => ({ index, count: 2 }));
    const lengths = Array.from(sparseRuns(sketchOf(row, 3000)), ({ count, length }) => [
      count,
      length,
    ]);
    expect(lengths).toEqual([
      [0, 3],
      [2, 4],
      [2, 1],
      [0, 16376],
    ]);
  });

  it('estimates within a few standard errors', () => {
    for (const cardinality of [1, 100, 20_000, 200_000]) {
      const names = Array.from({ length: cardinality }, (_, i) => `element ${i}`);
      const found = Number(estimate(registersOf(sketchOf(names.map(raiseOf), 3000))));
      expect(Math.abs(found - cardinality) / cardinality).toBeLessThan(0.025);
    }
  });

  it('answers for registers that no hash makes', () => {
    expect(estimate(noRegisters())).toBe(0n);
    expect(estimate(noRegisters().fill(63))).toBe(-(2n ** 63n));
  });
});
