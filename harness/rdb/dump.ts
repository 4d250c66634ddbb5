/**
 * DUMP payloads: a value, then a footer of two bytes of RDB version and eight of CRC-64 over all that
 * precedes them.
 */
import type { ByteString } from '../wire/reply.ts';
import { crc64 } from './crc64.ts';
import { Cursor } from './cursor.ts';
import { decodeValue } from './decode-value.ts';
import { encodeValue } from './encode-value.ts';
import { naturalBytes } from './integer.ts';
import type { RdbValue } from './value.ts';

/** The RDB version of Redis 7.2: what is written here, and the newest that is read. */
export const RDB_VERSION = 11;

const CHECKSUM_SIZE = 8;
const FOOTER_SIZE = 2 + CHECKSUM_SIZE;

/** The payload of a value. */
export function encodeDump(value: RdbValue): ByteString {
  return sealDump(encodeValue(value), RDB_VERSION);
}

/** Bytes with the footer of an RDB version behind them. */
export function sealDump(body: ByteString, version: number): ByteString {
  const checked = body + naturalBytes(version, 2);
  return checked + crc64(Buffer.from(checked, 'latin1'));
}

/** The bytes of the value in a payload; `undefined` when the version is too new or the sum wrong. */
export function unsealDump(payload: ByteString): Buffer | undefined {
  if (payload.length < FOOTER_SIZE) return undefined;
  const bytes = Buffer.from(payload, 'latin1');
  const checked = bytes.subarray(0, -CHECKSUM_SIZE);
  const body = checked.subarray(0, -2);
  if (checked.readUInt16LE(body.length) > RDB_VERSION) return undefined;
  return crc64(checked) === payload.slice(-CHECKSUM_SIZE) ? body : undefined;
}

/** The value in the bytes that `unsealDump` gave; throws `MalformedValue`. */
export function decodeDumpBody(body: Buffer): RdbValue {
  return decodeValue(new Cursor(body));
}
