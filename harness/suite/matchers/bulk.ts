import { type ByteString, utf8Bytes } from '../../wire/reply.ts';
import type { Matcher } from '../matcher.ts';
import { quoted } from '../notation.ts';
import { exactMatcher, withAttributesOf } from './compiling.ts';

/** A bulk string of just these bytes. */
export function bulkOf(text: ByteString, says: string = quoted(text)): Matcher {
  const wanted = { type: 'bulk', text } as const;
  return exactMatcher(says, (reply) =>
    reply.type === 'bulk' && reply.text === text ? reply : withAttributesOf(reply, wanted),
  );
}

/** `v1`: a bulk string, in both protocols. */
export function bulk(wanted: string): Matcher {
  return bulkOf(utf8Bytes(wanted));
}
