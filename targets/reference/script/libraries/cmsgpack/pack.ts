/** Lua values to MessagePack (https://github.com/msgpack/msgpack/blob/master/spec.md). */
import type { ByteString } from '../../../../../harness/wire/reply.ts';
import { LuaTable } from '../../lua/table.ts';
import type { LuaValue } from '../../lua/value.ts';

const NIL = '\xc0';
const FALSE = '\xc2';
const TRUE = '\xc3';
// Tables nested deeper become nil.
const NESTING_MAX = 16;

const view = new DataView(new ArrayBuffer(8));

/** One value; what MessagePack has no form for becomes nil. */
export function packValue(value: LuaValue, depth = 0): ByteString {
  switch (typeof value) {
    case 'boolean':
      return value ? TRUE : FALSE;
    case 'number':
      return Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 63
        ? packInteger(value)
        : packFloat(value);
    case 'string':
      return stringHead(value.length) + value;
    default:
      return value instanceof LuaTable && depth < NESTING_MAX ? packTable(value, depth) : NIL;
  }
}

function packInteger(value: number): ByteString {
  if (value >= 0) {
    if (value <= 0x7f) return String.fromCharCode(value);
    if (value <= 0xff) return `\xcc${unsigned(value, 1)}`;
    if (value <= 0xffff) return `\xcd${unsigned(value, 2)}`;
    if (value <= 0xffffffff) return `\xce${unsigned(value, 4)}`;
    return `\xcf${unsigned(value, 8)}`;
  }
  if (value >= -32) return String.fromCharCode(256 + value);
  if (value >= -128) return `\xd0${unsigned(value, 1)}`;
  if (value >= -32768) return `\xd1${unsigned(value, 2)}`;
  if (value >= -2147483648) return `\xd2${unsigned(value, 4)}`;
  return `\xd3${unsigned(value, 8)}`;
}

/** Big-endian two's complement. */
function unsigned(value: number, size: 1 | 2 | 4 | 8): ByteString {
  view.setBigInt64(0, BigInt(value));
  return bytesOf(8 - size, 8);
}

function bytesOf(from: number, to: number): ByteString {
  let bytes = '';
  for (let index = from; index < to; index++) bytes += String.fromCharCode(view.getUint8(index));
  return bytes;
}

/** Four bytes where they hold the number exactly. */
function packFloat(value: number): ByteString {
  if (Math.fround(value) === value) {
    view.setFloat32(0, value);
    return `\xca${bytesOf(0, 4)}`;
  }
  view.setFloat64(0, value);
  // The NaN that 0/0 gives has its sign set, where JavaScript does not say.
  if (Number.isNaN(value)) view.setUint8(0, 0xff);
  return `\xcb${bytesOf(0, 8)}`;
}

function stringHead(length: number): ByteString {
  if (length < 32) return String.fromCharCode(0xa0 | length);
  if (length <= 0xff) return `\xd9${unsigned(length, 1)}`;
  if (length <= 0xffff) return `\xda${unsigned(length, 2)}`;
  return `\xdb${unsigned(length, 4)}`;
}

function packTable(table: LuaTable, depth: number): ByteString {
  const size = arraySize(table);
  if (size === undefined) return packMap(table, depth);
  let bytes = head(size, 0x90, '\xdc', '\xdd');
  for (let index = 1; index <= size; index++) bytes += packValue(table.get(index), depth + 1);
  return bytes;
}

function packMap(table: LuaTable, depth: number): ByteString {
  let count = 0;
  let bytes = '';
  for (let entry = table.next(undefined); entry !== undefined; entry = table.next(entry[0])) {
    bytes += packValue(entry[0], depth + 1) + packValue(entry[1], depth + 1);
    count += 1;
  }
  return head(count, 0x80, '\xde', '\xdf') + bytes;
}

function head(count: number, small: number, medium: ByteString, large: ByteString): ByteString {
  if (count <= 15) return String.fromCharCode(small | count);
  return count <= 0xffff ? medium + unsigned(count, 2) : large + unsigned(count, 4);
}

/** The size of a table whose keys are 1, 2, 3 … without a gap. */
function arraySize(table: LuaTable): number | undefined {
  let count = 0;
  let longest = 0;
  for (let entry = table.next(undefined); entry !== undefined; entry = table.next(entry[0])) {
    const [key] = entry;
    if (typeof key !== 'number' || key <= 0 || !Number.isInteger(key)) return undefined;
    longest = Math.max(longest, key);
    count += 1;
  }
  return longest === count ? count : undefined;
}
