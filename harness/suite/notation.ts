/**
 * Replies in the notation of the suites: for result documents, for new cases, for people.
 *
 * The law: what `notation` writes compiles to a matcher that accepts the reply. What no contract
 * can speak of is left out: attributes, streaming, and whether an error came as `-` or `!`.
 */
import { type ByteString, type Reply, utf8Text } from '../wire/reply.ts';

/** The notation is plain JSON, so that documents can hold it. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/** The reply as a suite would write it. */
export function notation(reply: Reply): Json {
  switch (reply.type) {
    case 'bulk':
      return text(reply.text);
    case 'status':
      return { status: text(reply.text) };
    case 'error':
      return { error: text(reply.text) };
    case 'integer':
      return typeof reply.value === 'number' ? reply.value : { int: String(reply.value) };
    case 'null':
      return reply.sentAs === '*-1' ? { null: 'array' } : null;
    case 'boolean':
      return reply.value;
    case 'double':
      return { double: reply.text };
    case 'big':
      return { big: reply.text };
    case 'verbatim':
      return { verbatim: text(`${reply.format}:${reply.text}`) };
    case 'array':
      return reply.items.map(notation);
    case 'set':
      return { set: reply.items.map(notation) };
    case 'push':
      return { push: reply.items.map(notation) };
    case 'map':
      return { map: mapNotation(reply.entries) };
  }
}

/** Text where the bytes are UTF-8, else `{ hex: … }`. */
function text(bytes: ByteString): Json {
  return utf8Text(bytes) ?? { hex: Buffer.from(bytes, 'latin1').toString('hex') };
}

/** Fields with values where every key is its own text, else pairs. */
function mapNotation(entries: readonly (readonly [Reply, Reply])[]): Json {
  const keys = entries.map(([key]) => (key.type === 'bulk' ? utf8Text(key.text) : undefined));
  const plain = keys.every((key) => key !== undefined) && new Set(keys).size === keys.length;
  if (!plain) return entries.map(([key, value]) => [notation(key), notation(value)]);
  return Object.fromEntries(entries.map(([, value], i) => [keys[i], notation(value)]));
}

/** The reply in one line as redis-cli would show it: `(error) ERR syntax error`, `"v1"`, `(nil)`. */
export function says(reply: Reply): string {
  switch (reply.type) {
    case 'bulk':
      return quoted(reply.text);
    case 'status':
      return escaped(reply.text);
    case 'error':
      return `(error) ${escaped(reply.text)}`;
    case 'integer':
      return `(integer) ${reply.value}`;
    case 'null':
      return reply.sentAs === '*-1' ? '(nil array)' : '(nil)';
    case 'boolean':
      return `(${reply.value})`;
    case 'double':
      return `(double) ${reply.text}`;
    case 'big':
      return `(big number) ${reply.text}`;
    case 'verbatim':
      return `(verbatim ${escaped(reply.format)}) ${quoted(reply.text)}`;
    case 'array':
      return list('', reply.items);
    case 'set':
      return list('(set) ', reply.items);
    case 'push':
      return list('(push) ', reply.items);
    case 'map':
      return `(map) {${reply.entries.map(([k, v]) => `${says(k)} => ${says(v)}`).join(', ')}}`;
  }
}

function list(kind: string, items: readonly Reply[]): string {
  return `${kind}[${items.map(says).join(', ')}]`;
}

/** In double quotes, with escapes for what does not print. */
export function quoted(bytes: ByteString): string {
  return `"${escaped(bytes).replaceAll('"', '\\"')}"`;
}

/** A text as a suite would write it: quotes only where YAML would read something else. */
export function plainText(written: string): string {
  const plain = /^[\w/.][\w./@-]*$/.test(written) && !isAmbiguous(written);
  return plain ? written : JSON.stringify(written);
}

/** Whether some version of YAML, or JSON, takes the text for a null, a boolean or a number. */
export function isAmbiguous(written: string): boolean {
  return LIKE_A_WORD.test(written) || LIKE_A_NUMBER.test(written);
}

const LIKE_A_WORD = /^(?:~|null|true|false)$/i;
const LIKE_A_NUMBER =
  /^[-+]?(?:0[ox][\da-f]+|(?:\d[\d_]*\.?\d*|\.\d+)(?:e[-+]?\d+)?|\.inf|\.nan)$/i;

const NAMED: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function escaped(bytes: ByteString): string {
  // Text of any script as it is; control characters, and all that is not UTF-8, byte by byte.
  const shown = utf8Text(bytes);
  return shown === undefined
    ? bytes.replace(/[^ -[\]-~]/g, (byte) => NAMED[byte] ?? hexEscape(byte, 'latin1'))
    : shown.replace(/[\p{Cc}\\]/gu, (char) => NAMED[char] ?? hexEscape(char, 'utf8'));
}

function hexEscape(char: string, encoding: 'latin1' | 'utf8'): string {
  return Buffer.from(char, encoding)
    .toString('hex')
    .replace(/../g, (byte) => `\\x${byte}`);
}
