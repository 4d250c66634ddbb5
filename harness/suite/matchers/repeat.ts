import { bytesOf, saysBytes } from '../bytes.ts';
import type { Matcher } from '../matcher.ts';
import type { Repeat } from '../suite-file.generated.ts';
import { bulkOf } from './bulk.ts';

/** `{ repeat: [a, 512] }`: a bulk string too long to write out. */
export function repeat(wanted: Repeat): Matcher {
  return bulkOf(bytesOf(wanted), saysBytes(wanted));
}
