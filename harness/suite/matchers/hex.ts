import { bytesOf, saysBytes } from '../bytes.ts';
import type { Matcher } from '../matcher.ts';
import type { Hex } from '../suite-file.generated.ts';
import { bulkOf } from './bulk.ts';

/** `{ hex: "00ff" }`: a bulk string of bytes that text cannot say. */
export function hex(wanted: Hex): Matcher {
  return bulkOf(bytesOf(wanted), saysBytes(wanted));
}
