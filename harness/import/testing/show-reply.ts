/** Replies as redis-cli 7.0 prints them on a terminal: the way back of `shown-reply.ts`. */
import type { ByteString, Reply } from '../../wire/reply.ts';

/** The lines that redis-cli prints; a status or a verbatim string with line breaks takes several. */
export function showReply(reply: Reply): ByteString[] {
  return show(reply, '').split('\n');
}

/** Later lines begin with `prefix`; the first one follows what is there already. */
function show(reply: Reply, prefix: string): ByteString {
  switch (reply.type) {
    case 'bulk':
      return quoted(reply.text);
    case 'status':
    case 'verbatim':
      return reply.text;
    case 'error':
      return `(error) ${reply.text}`;
    case 'integer':
      return `(integer) ${reply.value}`;
    case 'null':
      return '(nil)';
    case 'boolean':
      return `(${reply.value})`;
    case 'double':
      return `(double) ${reply.text}`;
    case 'big':
      throw new Error('redis-cli 7.0 stops at a big number: Unknown reply type: 13');
    case 'set':
      return showItems(reply.items, '~', '(empty set)', prefix);
    case 'array':
    case 'push':
      return showItems(reply.items, ')', '(empty array)', prefix);
    case 'map':
      return showEntries(reply.entries, prefix);
  }
}

function showItems(
  items: readonly Reply[],
  kind: string,
  empty: string,
  prefix: string,
): ByteString {
  const marks = marksOf(items.length, kind);
  return joined(
    items.map((item, i) => `${marks[i]}${show(item, prefix + ' '.repeat(marks[i]?.length ?? 0))}`),
    empty,
    prefix,
  );
}

function showEntries(entries: readonly (readonly [Reply, Reply])[], prefix: string): ByteString {
  const marks = marksOf(entries.length, '#');
  const lines = entries.map(([key, value], i) => {
    const inner = prefix + ' '.repeat(marks[i]?.length ?? 0);
    const below = isOpen(value) ? `\n${inner}` : '';
    return `${marks[i]}${show(key, inner)} => ${below}${show(value, inner)}`;
  });
  return joined(lines, '(empty hash)', prefix);
}

function isOpen(reply: Reply): boolean {
  return 'items' in reply
    ? reply.items.length > 0
    : reply.type === 'map' && reply.entries.length > 0;
}

/** `1) ` to `10) `, all of one width. */
function marksOf(count: number, kind: string): string[] {
  const width = String(count).length;
  return Array.from({ length: count }, (_, i) => `${String(i + 1).padStart(width)}${kind} `);
}

function joined(lines: readonly string[], empty: string, prefix: string): string {
  return lines.length === 0 ? empty : lines.join(`\n${prefix}`);
}

const NAMED: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\x07': '\\a',
};

/** In double quotes, with the escapes that redis-cli prints and reads. */
export function quoted(text: ByteString): string {
  const hex = (char: string): string => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
  return `"${text.replace(/["\\]|[^ -~]/g, (char) => NAMED[char] ?? hex(char))}"`;
}
