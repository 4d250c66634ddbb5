import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compress, decompress } from './lzf.ts';
import { MalformedValue } from './malformed.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const pieces = fc.array(
  fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 9 }), fc.integer({ min: 1, max: 400 })),
  { maxLength: 8 },
);
/** What repeats, near and far, in long runs and short ones. */
const repetitive = pieces.map((runs) =>
  Buffer.concat(runs.flatMap(([piece, times]) => Array<Uint8Array>(times).fill(piece))),
);

describe('LZF', () => {
  it('gives back what was compressed', () => {
    fc.assert(
      fc.property(fc.oneof(repetitive, fc.uint8Array().map(Buffer.from)), (input) => {
        const compressed = Buffer.from(compress(input), 'latin1');
        expect(decompress(compressed, input.length)).toEqual(input);
      }),
    );
  });

  it('sees a repetition as far back as the format can say, and no farther', () => {
    const noise = Buffer.from(
      Array.from({ length: 8192 }, (_, n) => (n * n * 31 + (n >> 5)) % 251),
    );
    const [near, far] = [noise.subarray(0, 8192), Buffer.concat([noise, Buffer.from([255])])];
    for (const input of [Buffer.concat([near, near]), Buffer.concat([far, far])]) {
      const compressed = Buffer.from(compress(input), 'latin1');
      expect(decompress(compressed, input.length)).toEqual(input);
    }
  });

  it('makes little of much repetition', () => {
    expect(compress(Buffer.alloc(100_000)).length).toBeLessThan(1500);
  });

  it('unpacks what servers packed', () => {
    // Redis 6.0 packed the string of 30 times "ab" so.
    expect(decompress(hex('02616261 e02e01 016162'), 60).toString()).toBe('ab'.repeat(30));
  });

  it.each([
    ['literals beyond the end', '0561', 6],
    ['a reference to before the start', '2000', 3],
    ['a reference cut short', '0061 20', 4],
    ['fewer bytes than announced', '0061', 2],
    ['more bytes than announced', '026162 63', 2],
    ['more bytes than it could hold', '0061', 0xffffffff],
  ])('refuses %s', (_what, bytes, length) => {
    expect(() => decompress(hex(bytes), length)).toThrow(MalformedValue);
  });
});
