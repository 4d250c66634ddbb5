/** Bytes as the suite format writes them: text in UTF-8, `{ hex: … }`, `{ repeat: … }`. */
import { type ByteString, utf8Bytes } from '../wire/reply.ts';
import { plainText } from './notation.ts';
import type { Bytes, BytesInARow } from './suite-file.generated.ts';

export function bytesOf(written: Bytes | BytesInARow): ByteString {
  if (typeof written === 'string') return utf8Bytes(written);
  if (Array.isArray(written)) return written.map(bytesOf).join('');
  if ('repeat' in written) return utf8Bytes(written.repeat[0]).repeat(written.repeat[1]);
  return Buffer.from(written.hex.replaceAll(' ', ''), 'hex').toString('latin1');
}

/** The bytes in one line, as a suite would write them. */
export function saysBytes(written: Bytes | BytesInARow): string {
  if (typeof written === 'string') return plainText(written);
  if (Array.isArray(written)) return `[${written.map(saysBytes).join(', ')}]`;
  if ('repeat' in written) {
    return `{ repeat: [${plainText(written.repeat[0])}, ${written.repeat[1]}] }`;
  }
  return `{ hex: "${written.hex}" }`;
}
