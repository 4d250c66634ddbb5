/**
 * Replies as redis-cli prints them on a terminal, read back.
 *
 * What its format cannot tell, and this reads so:
 * - which null it was: `(nil)` is `_`, `$-1` or `*-1`;
 * - a verbatim string, which it prints bare: one line of it reads as a status, several as nothing;
 *   the same goes for replies such as that of INFO, and for a status that looks like something else;
 * - an error in `!` form, attributes, and whether a length was announced;
 * - a push from an array; and an empty set or hash of redis-cli 5, which is `(empty list or set)`.
 *
 * Big numbers make redis-cli 7.0 give up, so there is no form of them to read.
 * Layouts are those seen in redis-cli 6.0, 7.0 and 8.6 and in valkey-cli 9.1.
 */
import type { ByteString, Pair, Reply } from '../wire/reply.ts';
import { unescaped } from './split-arguments.ts';

/** The replies that the lines show, one after another; `undefined` when some of it is none. */
export function readShownReplies(lines: readonly ByteString[]): Reply[] | undefined {
  const replies: Reply[] = [];
  let row = 0;
  while (row < lines.length) {
    const read = readValue({ lines, row, column: 0 }, 0);
    if (read === undefined) return undefined;
    replies.push(read.reply);
    row = read.row;
  }
  return replies;
}

/** Where reading goes on. */
interface Cursor {
  readonly lines: readonly ByteString[];
  readonly row: number;
  readonly column: number;
}

/** The value, and the row after its last one. */
interface Read {
  readonly reply: Reply;
  readonly row: number;
}

// Deeper than any reply of a server, and shallow enough for the stack.
const DEPTH_MAX = 128;

const MARK = /^( *)(\d+)([)#~>]) /;

function readValue(at: Cursor, depth: number, indent: number = at.column): Read | undefined {
  const text = at.lines[at.row]?.slice(at.column);
  if (text === undefined || depth > DEPTH_MAX) return undefined;
  if (isFirstMark(text)) return readAggregate(at, depth, indent);
  const reply = readScalar(text);
  return reply === undefined ? undefined : { reply, row: at.row + 1 };
}

function isFirstMark(text: ByteString): boolean {
  return MARK.exec(text)?.[2] === '1';
}

/** `indent` is where the second item begins; it differs from the first in maps of redis-cli 6. */
function readAggregate(at: Cursor, depth: number, indent: number): Read | undefined {
  const [mark = '', , , kind = ''] = MARK.exec(at.lines[at.row]?.slice(at.column) ?? '') ?? [];
  const items: Pair[] = [];
  let row = at.row;
  let column = at.column;
  // The first item may stand behind something else on its line, all others behind spaces only.
  while (row === at.row || /^ *$/.test(at.lines[row]?.slice(0, column) ?? '')) {
    const marked = `${items.length + 1}${kind} `.padStart(mark.length);
    if (!at.lines[row]?.startsWith(marked, column)) break;
    const inside = { lines: at.lines, row, column: column + mark.length };
    const within = indent + mark.length;
    const item = kind === '#' ? readEntry(inside, depth, within) : readItem(inside, depth, within);
    if (item === undefined) return undefined;
    items.push(item.pair);
    row = item.row;
    column = indent;
  }
  return { reply: aggregate(kind, items), row };
}

interface Item {
  readonly pair: Pair;
  readonly row: number;
}

function readItem(at: Cursor, depth: number, indent: number): Item | undefined {
  const read = readValue(at, depth + 1, indent);
  return read && { pair: [read.reply, read.reply], row: read.row };
}

const ARROW = ' => ';

/** `"field" => value`; redis-cli 7 begins an aggregate on the next line, redis-cli 6 on the same. */
function readEntry(at: Cursor, depth: number, indent: number): Item | undefined {
  const text = at.lines[at.row]?.slice(at.column) ?? '';
  const [quoted] = /^"(?:[^"\\]|\\.)*"/.exec(text) ?? [];
  const keyEnd = quoted?.length ?? text.indexOf(ARROW);
  // An editor may have cut the space at the end of a line.
  const arrow = text.slice(keyEnd) === ARROW.trimEnd() ? ARROW.trimEnd() : ARROW;
  if (keyEnd < 0 || !text.startsWith(arrow, keyEnd)) return undefined;
  const key = readScalar(text.slice(0, keyEnd));
  const column = at.column + keyEnd + arrow.length;
  const below = at.lines[at.row]?.length === column && isBelow(at, indent);
  const value = below
    ? readValue({ lines: at.lines, row: at.row + 1, column: indent }, depth + 1)
    : readValue({ lines: at.lines, row: at.row, column }, depth + 1, indent);
  return key && value && { pair: [key, value.reply], row: value.row };
}

function isBelow({ lines, row }: Cursor, indent: number): boolean {
  const next = lines[row + 1] ?? '';
  return /^ *$/.test(next.slice(0, indent)) && isFirstMark(next.slice(indent));
}

function aggregate(kind: string, items: readonly Pair[]): Reply {
  if (kind === '#') return { type: 'map', entries: items };
  return { type: kind === '~' ? 'set' : 'array', items: items.map(([item]) => item) };
}

const WORDS: ReadonlyMap<string, Reply> = new Map(
  Object.entries<Reply>({
    '(nil)': { type: 'null', sentAs: '_' },
    '(true)': { type: 'boolean', value: true },
    '(false)': { type: 'boolean', value: false },
    '(empty array)': { type: 'array', items: [] },
    '(empty list or set)': { type: 'array', items: [] },
    '(empty set)': { type: 'set', items: [] },
    '(empty hash)': { type: 'map', entries: [] },
  }),
);

function readScalar(text: ByteString): Reply | undefined {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (text.startsWith('"')) {
    const [, inside] = /^"((?:[^"\\]|\\.)*)"$/.exec(text) ?? [];
    return inside === undefined ? undefined : { type: 'bulk', text: unescaped(inside) };
  }
  const [, kind, rest = ''] = /^\((integer|double|error)\) (.*)$/s.exec(text) ?? [];
  if (kind === 'integer') return /^-?\d+$/.test(rest) ? integer(rest) : undefined;
  if (kind === 'double') return { type: 'double', text: rest };
  return { type: kind === 'error' ? 'error' : 'status', text: kind === 'error' ? rest : text };
}

function integer(text: string): Reply {
  const value = Number(text);
  return { type: 'integer', value: Number.isSafeInteger(value) ? value : BigInt(text) };
}
