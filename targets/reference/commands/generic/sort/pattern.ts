/** What BY and GET look up: the key or hash field that a pattern names for an element. */
import type { ByteString } from '../../../../../harness/wire/reply.ts';
import type { Database } from '../../../keyspace.ts';

/** The string found; `undefined` when there is none, or the pattern has no `*` to put the element in. */
export function lookUp(
  db: Database,
  pattern: ByteString,
  element: ByteString,
): ByteString | undefined {
  if (pattern === '#') return element;
  const star = pattern.indexOf('*');
  if (star < 0) return undefined;
  const arrow = pattern.indexOf('->', star + 1);
  // An arrow with nothing behind it is part of the key's name.
  const hasField = arrow >= 0 && arrow + 2 < pattern.length;
  const end = hasField ? arrow : pattern.length;
  const key = pattern.slice(0, star) + element + pattern.slice(star + 1, end);
  const value = db.lookupRead(key)?.value;
  if (hasField) return value?.type === 'hash' ? value.get(pattern.slice(arrow + 2)) : undefined;
  return value?.type === 'string' ? value.text : undefined;
}
