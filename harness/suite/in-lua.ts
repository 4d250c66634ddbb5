/** What a script makes of a reply, as a contract is written. Pure. */
import type { Reply } from './suite-file.generated.ts';

/**
 * The RESP2 contract as a script's caller sees it, the very same object where nothing changes. Lua
 * has one false for every null, which comes out as a null bulk string, and its numbers are doubles:
 * beyond 2^53 no digit of an integer is promised.
 *
 * Source: https://redis.io/docs/latest/develop/programmability/lua-api/#data-type-conversion
 */
export function inLua(reply: Reply): Reply {
  if (typeof reply === 'number' || typeof reply === 'bigint') return integer(reply, reply);
  if (typeof reply !== 'object' || reply === null) return reply;
  if ('int' in reply) return integer(reply, reply.int);
  if ('null' in reply) return null;
  if (Array.isArray(reply)) return each(reply) as Reply;
  const [word, inner] = Object.entries(reply)[0] ?? ['', undefined];
  if (!HOLDS_REPLIES.has(word)) return reply;
  const changed = each(inner);
  return changed === inner ? reply : ({ ...reply, [word]: changed } as Reply);
}

function integer(reply: Reply, value: number | bigint | string): Reply {
  return Number.isSafeInteger(Number(value)) ? reply : { any: 'int' };
}

/** Words that hold replies; what the others hold is not for a script to change. */
const HOLDS_REPLIES: ReadonlySet<string> = new Set([
  ...['set', 'push', 'unordered', 'contains', 'one-of', 'map', 'includes'],
]);

/** The items of a list, or the values of a map, each as in Lua; the same object when none changes. */
function each(items: unknown): unknown {
  if (Array.isArray(items)) {
    const changed = items.map((item: Reply) => inLua(item));
    return changed.some((item, i) => item !== items[i]) ? changed : items;
  }
  const entries = Object.entries(items as Record<string, Reply>);
  const changed = entries.map(([key, value]) => [key, inLua(value)] as const);
  return changed.some(([, value], i) => value !== entries[i]?.[1])
    ? Object.fromEntries(changed)
    : items;
}
