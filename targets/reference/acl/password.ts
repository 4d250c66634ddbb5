/** Passwords of users: kept and compared as SHA-256 hashes, never as they are. */
import { createHash } from 'node:crypto';
import type { ByteString } from '../../../harness/wire/reply.ts';

export function hashPassword(password: ByteString): ByteString {
  return createHash('sha256').update(password, 'latin1').digest('hex');
}

/** Whether a text could be what `hashPassword` gives; capital letters never are. */
export function isPasswordHash(text: ByteString): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}
