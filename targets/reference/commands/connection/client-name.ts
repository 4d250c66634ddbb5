/** Names that clients give themselves. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { refuse } from '../../errors.ts';

// Printable ASCII without the space, so that CLIENT LIST can be split at spaces.
const PRINTABLE = /^[!-~]*$/;

export function validName(name: ByteString): ByteString {
  return validText(name, 'Client names');
}

export function validText(text: ByteString, what: string): ByteString {
  return PRINTABLE.test(text)
    ? text
    : refuse(`ERR ${what} cannot contain spaces, newlines or special characters.`);
}
