/** Commands as the peer's cases write them: see `peer.ts`. */
import { type ByteString, utf8Bytes } from '../wire/reply.ts';

const ESCAPE = /\\(?:([\\"nrtab])|x([\da-fA-F]{2}))/g;
const BYTES: Readonly<Record<string, ByteString>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
};

/** The arguments; `undefined` when an escape breaks off, or what should be bytes is none. */
export function splitPeerCommand(written: string, binary: boolean): ByteString[] | undefined {
  const rest = written.replace(ESCAPE, '');
  if (binary && /\\(?:x|$)|[^\0-\xff]/.test(rest)) return undefined;
  const bytes = binary
    ? written.replace(ESCAPE, (_, char: string | undefined, hex: string) =>
        char === undefined ? String.fromCharCode(Number.parseInt(hex, 16)) : (BYTES[char] ?? char),
      )
    : utf8Bytes(written);
  // Every second piece stood in quotes, and there a space is no end.
  const marked = bytes.split('"').map((piece, i) => (i % 2 === 0 ? piece.split(' ') : [piece]));
  const argv: ByteString[] = [''];
  for (const [first = '', ...more] of marked) {
    argv.push(`${argv.pop() ?? ''}${first}`, ...more);
  }
  // The client that the runner uses splits a command's own name once more.
  const [name = '', ...others] = argv;
  return [...name.split(/\s+/).filter((word) => word !== ''), ...others];
}
