/** The first line of a library, `#!lua name=library`. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { refuse } from '../../errors.ts';
import { splitInline } from '../../inline.ts';

export interface LibraryText {
  readonly engine: ByteString;
  readonly name: ByteString;
  /** What is left to compile; it begins with the line break, so that lines count on. */
  readonly body: ByteString;
}

/** Takes the first line off a library; refuses one that does not name an engine and the library. */
export function splitLibrary(text: ByteString): LibraryText {
  if (!text.startsWith('#!')) refuse('ERR Missing library metadata');
  const end = text.indexOf('\n');
  const [first = '', ...options] =
    (end < 0 ? undefined : splitInline(text.slice(0, end))) ??
    refuse('ERR Invalid library metadata');
  let name: ByteString | undefined;
  for (const option of options) {
    if (!/^name=/i.test(option)) refuse(`ERR Invalid metadata value given: ${option}`);
    if (name !== undefined) {
      refuse('ERR Invalid metadata value, name argument was given multiple times');
    }
    name = option.slice('name='.length);
  }
  if (name === undefined) return refuse('ERR Library name was not given');
  return { engine: first.slice('#!'.length), name, body: text.slice(end) };
}

/** What libraries and functions may be called. */
export function isName(text: ByteString): boolean {
  return /^[A-Za-z0-9_]+$/.test(text);
}

export const NOT_A_NAME =
  'Library names can only contain letters, numbers, or underscores(_) and must be at least one character long';
