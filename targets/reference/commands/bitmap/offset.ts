/** Offsets of bits as arguments. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import type { Connection } from '../../connection.ts';
import { refuse } from '../../errors.ts';
import { parseInt64, parseInteger } from '../../numbers.ts';
import { STRING_LENGTH_MAX } from '../../values/string.ts';

export const BAD_OFFSET = 'ERR bit offset is not an integer or out of range';

/** The offset of a bit whose byte a string can have. */
export function bitOffsetOf(connection: Connection, text: ByteString): number {
  return checked(connection, parseInteger(text));
}

/** The offset of a field; `#3` is the place of the fourth of fields of that width in a row. */
export function fieldOffsetOf(connection: Connection, text: ByteString, width: number): number {
  if (!text.startsWith('#')) return bitOffsetOf(connection, text);
  const index = parseInt64(text.slice(1)) ?? refuse(BAD_OFFSET);
  // 7.2 multiplies in 64 bits, so that a large index can come out as a small offset.
  return checked(connection, Number(BigInt.asIntN(64, index * BigInt(width))));
}

function checked({ core }: Connection, offset: number | undefined): number {
  const bytesMax = core.settings['proto-max-bulk-len'];
  if (offset === undefined || offset < 0 || offset >= bytesMax * 8) return refuse(BAD_OFFSET);
  return offset;
}

/** How long a string must be to hold a bit; refuses what this server cannot hold. */
export function lengthFor(offset: number): number {
  const length = Math.floor(offset / 8) + 1;
  return length > STRING_LENGTH_MAX ? refuse(BAD_OFFSET) : length;
}
