import { createHash } from 'node:crypto';
import type { ByteString } from '../../../../harness/wire/reply.ts';

/** The SHA-1 digest of bytes in 40 lower-case hexadecimal digits. */
export function sha1(bytes: ByteString): ByteString {
  return createHash('sha1').update(bytes, 'latin1').digest('hex');
}
