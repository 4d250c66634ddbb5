import type { Reply } from '../../wire/reply.ts';
import type { Matcher } from '../matcher.ts';
import type { Length } from '../suite-file.generated.ts';
import { hiddenValue, openMatcher, placeholder, withAttributesOf } from './compiling.ts';

/** `{ length: 3 }`: a string of so many bytes, or an aggregate of so many items. */
export function length({ length }: Length): Matcher {
  const says = `{ length: ${length} }`;
  const filler = placeholder('{ any: true }');
  return openMatcher(
    says,
    (reply) => (lengthOf(reply) === length ? reply : resized(reply, length, filler)),
    hiddenValue(says),
  );
}

function lengthOf(reply: Reply): number | undefined {
  if ('items' in reply) return reply.items.length;
  if ('entries' in reply) return reply.entries.length;
  return reply.type === 'bulk' || reply.type === 'verbatim' ? reply.text.length : undefined;
}

/** Cut at the end, or filled up there. */
function resized(reply: Reply, length: number, filler: Reply): Reply {
  switch (reply.type) {
    case 'array':
    case 'set':
    case 'push':
      return { ...reply, items: fitted(reply.items, length, filler) };
    case 'map':
      return { ...reply, entries: fitted(reply.entries, length, [filler, filler] as const) };
    case 'bulk':
    case 'verbatim':
      return { ...reply, text: reply.text.slice(0, length).padEnd(length, '?') };
    default:
      return withAttributesOf(reply, { type: 'array', items: fitted([], length, filler) });
  }
}

function fitted<Item>(items: readonly Item[], length: number, filler: Item): readonly Item[] {
  const lacking = Math.max(0, length - items.length);
  return [...items.slice(0, length), ...new Array<Item>(lacking).fill(filler)];
}
