/** Reading introspection replies: the same in RESP2, where a map is a flat array, and in RESP3. */
import type { Reply } from '../wire/reply.ts';

/** A map's values by their keys; none for a reply that is no map. */
export function fieldsOf(reply: Reply | undefined): ReadonlyMap<string, Reply> {
  return new Map(pairsOf(reply));
}

/** A map's keys with their values, in order. */
export function pairsOf(reply: Reply | undefined): (readonly [string, Reply])[] {
  if (reply?.type === 'map') return reply.entries.map(([key, value]) => [textOf(key), value]);
  const items = itemsOf(reply);
  return items.flatMap((value, i) => (i % 2 === 1 ? [[textOf(items[i - 1]), value] as const] : []));
}

export function itemsOf(reply: Reply | undefined): readonly Reply[] {
  return reply !== undefined && 'items' in reply ? reply.items : [];
}

/** The texts of a list; what is no text in it is left out. */
export function textsOf(reply: Reply | undefined): string[] {
  return itemsOf(reply).map(textOf);
}

/** The text of a bulk or simple string; empty for anything else. */
export function textOf(reply: Reply | undefined): string {
  return reply !== undefined && 'text' in reply ? reply.text : '';
}

export function integerOf(reply: Reply | undefined): number {
  return reply?.type === 'integer' ? Number(reply.value) : 0;
}
