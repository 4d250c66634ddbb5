import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc64 } from './crc64.ts';

const bytes = fc.uint8Array({ maxLength: 64 });

/** The textbook form: bit by bit, in 64-bit arithmetic. */
function slowCrc64(input: Uint8Array): bigint {
  let sum = 0n;
  for (const byte of input) {
    sum ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1) {
      sum = (sum >> 1n) ^ ((sum & 1n) === 1n ? 0x95ac9329ac4bc9b5n : 0n);
    }
  }
  return sum;
}

describe('crc64', () => {
  it('gives the published check value', () => {
    const sum = Buffer.from(crc64(Buffer.from('123456789')), 'latin1');
    expect(sum.readBigUInt64LE()).toBe(0xe9c6d914c4b8d9can);
  });

  it('is what the definition says, whatever the bytes', () => {
    fc.assert(
      fc.property(bytes, (input) => {
        const sum = Buffer.from(crc64(input), 'latin1');
        expect(sum.readBigUInt64LE()).toBe(slowCrc64(input));
      }),
    );
  });
});
