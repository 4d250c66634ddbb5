/**
 * CRC-64 with the polynomial of D. T. Jones, reflected, from zero to no final turn: the checksum
 * behind every DUMP payload and RDB file (check value of "123456789": e9c6d914c4b8d9ca).
 */
import type { ByteString } from '../wire/reply.ts';

// The polynomial ad93d23594c935a9 with its bits in reverse order, in two halves: JavaScript's
// integers are 32 bits wide, and BigInt was fifty times as slow.
const POLYNOMIAL_HIGH = 0x95ac9329;
const POLYNOMIAL_LOW = 0xac4bc9b5;

const tableHigh = new Uint32Array(256);
const tableLow = new Uint32Array(256);

for (let byte = 0; byte < 256; byte += 1) {
  let high = 0;
  let low = byte;
  for (let bit = 0; bit < 8; bit += 1) {
    const carry = low & 1;
    low = (low >>> 1) | (high << 31);
    high >>>= 1;
    if (carry === 1) {
      high ^= POLYNOMIAL_HIGH;
      low ^= POLYNOMIAL_LOW;
    }
  }
  tableHigh[byte] = high;
  tableLow[byte] = low;
}

/** The eight bytes of the checksum, lowest first, as they stand at the end of a payload. */
export function crc64(bytes: Uint8Array): ByteString {
  let high = 0;
  let low = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    const entry = (low ^ (bytes[i] as number)) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ (tableLow[entry] as number);
    high = (high >>> 8) ^ (tableHigh[entry] as number);
  }
  const checksum = Buffer.alloc(8);
  checksum.writeUInt32LE(low >>> 0, 0);
  checksum.writeUInt32LE(high >>> 0, 4);
  return checksum.toString('latin1');
}
