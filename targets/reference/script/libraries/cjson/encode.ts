/** Lua values to JSON text. */
import type { ByteString } from '../../../../../harness/wire/reply.ts';
import { formatGeneral } from '../../lua/c-format.ts';
import { typeName } from '../../lua/convert.ts';
import { LuaTable } from '../../lua/table.ts';
import { LuaUserdata } from '../../lua/userdata.ts';
import type { LuaValue } from '../../lua/value.ts';
import { type CjsonSettings, DEPTH_MAX } from './settings.ts';

/** What encoding needs to know and whom to tell that it cannot be done. */
export interface Encoding {
  readonly settings: CjsonSettings;
  fail(message: ByteString): never;
}

export function encodeJson(value: LuaValue, encoding: Encoding, depth = 0): ByteString {
  switch (typeof value) {
    case 'undefined':
      return 'null';
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      return numberText(value, encoding);
    case 'string':
      return quoted(value);
    default:
      if (value instanceof LuaTable) return tableText(value, encoding, depth + 1);
      if (value instanceof LuaUserdata && value.isNull) return 'null';
      return unsupported(value, encoding, 'type not supported');
  }
}

function unsupported(value: LuaValue, encoding: Encoding, why: string): never {
  return encoding.fail(`Cannot serialise ${typeName(value)}: ${why}`);
}

function numberText(value: number, encoding: Encoding): ByteString {
  const { encodeInvalid, precision } = encoding.settings;
  if (Number.isFinite(value)) return formatGeneral(value, precision, false);
  if (encodeInvalid === 'null') return 'null';
  if (!encodeInvalid) unsupported(value, encoding, 'must not be NaN or Inf');
  if (Number.isNaN(value)) return 'nan';
  return value < 0 ? '-inf' : 'inf';
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '/': '\\/',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const ESCAPED = /["\\/\x00-\x1f\x7f]/;

function quoted(text: ByteString): ByteString {
  if (!ESCAPED.test(text)) return `"${text}"`;
  return `"${text.replace(new RegExp(ESCAPED, 'g'), escapeOf)}"`;
}

function escapeOf(char: string): string {
  return ESCAPES[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function tableText(table: LuaTable, encoding: Encoding, depth: number): ByteString {
  if (depth > Math.min(encoding.settings.encodeMaxDepth, DEPTH_MAX)) {
    encoding.fail(`Cannot serialise, excessive nesting (${depth})`);
  }
  const length = arrayLength(table, encoding);
  return length > 0
    ? arrayText(table, length, encoding, depth)
    : objectText(table, encoding, depth);
}

function arrayText(table: LuaTable, length: number, encoding: Encoding, depth: number): ByteString {
  let text = '[';
  for (let index = 1; index <= length; index++) {
    if (index > 1) text += ',';
    text += encodeJson(table.get(index), encoding, depth);
  }
  return `${text}]`;
}

function objectText(table: LuaTable, encoding: Encoding, depth: number): ByteString {
  let text = '';
  for (let entry = table.next(undefined); entry !== undefined; entry = table.next(entry[0])) {
    const [key, value] = entry;
    if (text !== '') text += ',';
    text += `${keyText(key, encoding)}:${encodeJson(value, encoding, depth)}`;
  }
  return `{${text}}`;
}

function keyText(key: LuaValue, encoding: Encoding): ByteString {
  if (typeof key === 'string') return quoted(key);
  if (typeof key === 'number') return `"${numberText(key, encoding)}"`;
  return unsupported(key, encoding, 'table key must be a number or string');
}

// What the largest index is kept in. A larger one turns it negative, and the table into an object.
const INT_MAX = 2147483647;
const INT_MIN = -2147483648;

/** The length of the array that a table is; 0 or less for an object. */
function arrayLength(table: LuaTable, encoding: Encoding): number {
  const { sparseRatio, sparseSafe, sparseConvert } = encoding.settings;
  let longest = 0;
  let items = 0;
  for (let entry = table.next(undefined); entry !== undefined; entry = table.next(entry[0])) {
    const [key] = entry;
    if (typeof key !== 'number' || key < 1 || !Number.isInteger(key)) return 0;
    if (key > longest) longest = key > INT_MAX ? INT_MIN : key;
    items += 1;
  }
  const isSparse = sparseRatio > 0 && longest > items * sparseRatio && longest > sparseSafe;
  if (!isSparse) return longest;
  return sparseConvert ? 0 : encoding.fail(`Cannot serialise table: excessively sparse array`);
}
