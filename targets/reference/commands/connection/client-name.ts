/** Names that clients give themselves. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { refuse } from '../../errors.ts';

// Printable ASCII without the space, so that CLIENT LIST can be split at spaces.
const PRINTABLE = /^[!-~]*$/;

export function validName(name: ByteString): ByteString {
  return validText(name, 'Client names');
}

/** A text is looked at up to its first zero byte, as C does, and kept whole. */
export function validText(text: ByteString, what: string): ByteString {
  const [looked = ''] = text.split('\0', 1);
  return PRINTABLE.test(looked)
    ? text
    : refuse(`ERR ${what} cannot contain spaces, newlines or special characters.`);
}
