/**
 * What every HyperLogLog string begins with: `HYLL`, the encoding, three unused bytes, and the
 * cardinality as it was last estimated: 8 bytes, lowest first, whose highest bit says that it is
 * out of date.
 */

export const HEADER_LENGTH = 16;

const MAGIC = 'HYLL';
const ENCODING_AT = 4;
const CARDINALITY_AT = 8;
const STALE_AT = 15;
const STALE = 0x80;

export type Encoding = 'dense' | 'sparse';

const ENCODINGS: readonly Encoding[] = ['dense', 'sparse'];

/** `undefined` for bytes that are no HyperLogLog. */
export function encodingOf(bytes: Buffer): Encoding | undefined {
  const isLabelled =
    bytes.length >= HEADER_LENGTH && bytes.toString('latin1', 0, MAGIC.length) === MAGIC;
  return isLabelled ? ENCODINGS[bytes[ENCODING_AT] ?? -1] : undefined;
}

/** The same of bytes that are known to be one, for those who ask at every element. */
export function isSparse(bytes: Buffer): boolean {
  return bytes[ENCODING_AT] === ENCODINGS.indexOf('sparse');
}

/** Writes the header of a new sketch, whose cardinality is known to be 0. */
export function label(bytes: Buffer, encoding: Encoding): void {
  bytes.write(MAGIC, 'latin1');
  bytes[ENCODING_AT] = ENCODINGS.indexOf(encoding);
}

/** The cardinality as last estimated; `undefined` when it is out of date. */
export function knownCardinality(bytes: Buffer): bigint | undefined {
  const isStale = ((bytes[STALE_AT] ?? 0) & STALE) !== 0;
  return isStale ? undefined : bytes.readBigInt64LE(CARDINALITY_AT);
}

export function keepCardinality(bytes: Buffer, cardinality: bigint): void {
  bytes.writeBigInt64LE(cardinality, CARDINALITY_AT);
}

export function forgetCardinality(bytes: Buffer): void {
  bytes[STALE_AT] = (bytes[STALE_AT] ?? 0) | STALE;
}
