/**
 * Ids of stream entries: milliseconds and a sequence number, 64 bits each, held as one integer of
 * 128 bits. So ids compare with `<`, and the next and the previous one are a step away.
 */
import type { ByteString } from '../../../harness/wire/reply.ts';

export type StreamId = bigint;

const HALF_BITS = 64n;
export const UINT64_MAX: bigint = (1n << HALF_BITS) - 1n;

/** Before every entry: no entry has this id. */
export const NO_ID: StreamId = 0n;
export const LAST_ID: StreamId = (1n << (2n * HALF_BITS)) - 1n;

export function streamId(ms: bigint, sequence: bigint): StreamId {
  return (ms << HALF_BITS) | sequence;
}

export function millisecondsOf(id: StreamId): bigint {
  return id >> HALF_BITS;
}

export function sequenceOf(id: StreamId): bigint {
  return BigInt.asUintN(64, id);
}

// Many entries in a row share their milliseconds, and the text of a bigint is slow to make.
let lastMs = -1n;
let lastMsText = '';

export function idText(id: StreamId): ByteString {
  const ms = millisecondsOf(id);
  if (ms !== lastMs) {
    lastMs = ms;
    lastMsText = uint64Text(ms);
  }
  return `${lastMsText}-${uint64Text(sequenceOf(id))}`;
}

function uint64Text(value: bigint): ByteString {
  return value <= Number.MAX_SAFE_INTEGER ? String(Number(value)) : String(value);
}

// 7.2 copies an id to a buffer of 128 bytes before it reads it.
const ID_LENGTH_MAX = 127;

/** Both halves of `<ms>` or `<ms>-<sequence>`; the second is `*` or missing where the text says so. */
export function parseIdParts(
  text: ByteString,
): { ms: bigint; sequence: bigint | '*' | undefined } | undefined {
  if (text.length > ID_LENGTH_MAX) return undefined;
  const dash = text.indexOf('-');
  const ms = parseUint64(dash < 0 ? text : text.slice(0, dash));
  if (ms === undefined) return undefined;
  if (dash < 0) return { ms, sequence: undefined };
  const rest = text.slice(dash + 1);
  const sequence = rest === '*' ? rest : parseUint64(rest);
  return sequence === undefined ? undefined : { ms, sequence };
}

const UINT64 = /^[ \t\n\v\f\r]*([+-]?)([0-9]+)$/;
const NEGATIVE = /^-[1-9]/;

/**
 * An unsigned integer as 7.2 reads it: what is no plain integer goes to C's strtoull, which takes
 * leading zeros, blanks and signs, and even counts a minus sign with a leading zero back from 2^64.
 */
function parseUint64(text: ByteString): bigint | undefined {
  const parts = UINT64.exec(text);
  if (parts === null || NEGATIVE.test(text)) return undefined;
  const value = BigInt(parts[2] ?? '');
  if (value > UINT64_MAX) return undefined;
  return parts[1] === '-' ? BigInt.asUintN(64, -value) : value;
}

/** The id that a text spells, with 0 for a missing sequence number; `undefined` when it is none. */
export function parseId(text: ByteString, missingSequence: bigint = 0n): StreamId | undefined {
  const parts = parseIdParts(text);
  if (parts === undefined || parts.sequence === '*') return undefined;
  return streamId(parts.ms, parts.sequence ?? missingSequence);
}
