import type { ByteString } from '../../../../harness/wire/reply.ts';

/** What C sees of a text: it ends at the first zero byte. */
export function cString(text: ByteString): ByteString {
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}
