import type { ByteString } from '../../../../harness/wire/reply.ts';

// Lua's buffer for a name holds 60 bytes, one of them the NUL at its end.
const SIZE_MAX = 59;
const OPENING = '[string "';
const CLOSING = '"]';
const DOTS = '...';

/** A chunk's name as messages show it: `@file` and `=text` as they are, a source by its first line. */
export function shownName(chunkName: ByteString): ByteString {
  const rest = chunkName.slice(1);
  if (chunkName.startsWith('=')) return rest.slice(0, SIZE_MAX);
  if (chunkName.startsWith('@')) {
    const room = SIZE_MAX - DOTS.length - 5;
    return rest.length > room ? DOTS + rest.slice(-room) : rest;
  }
  const [firstLine = ''] = chunkName.split(/[\n\r]/, 1);
  const room = SIZE_MAX - OPENING.length - CLOSING.length - DOTS.length - 3;
  const cut = firstLine.length > room || firstLine.length < chunkName.length;
  return OPENING + (cut ? firstLine.slice(0, room) + DOTS : firstLine) + CLOSING;
}
