/** The library struct 0.2 by Roberto Ierusalimschy (https://www.inf.puc-rio.br/~roberto/struct/). */
import type { ByteString } from '../../../../../harness/wire/reply.ts';
import { toNumber } from '../../lua/convert.ts';
import type { LuaState } from '../../lua/engine.ts';
import type { LuaTable } from '../../lua/table.ts';
import type { LuaValue } from '../../lua/value.ts';
import type { Arguments } from '../arguments.ts';
import { libraryOf } from '../library.ts';
import { packInteger, unpackInteger } from './integers.ts';
import { holdsBytes, type Item, Layout } from './layout.ts';

export function structLibrary(state: LuaState): LuaTable {
  return libraryOf(state, { pack, unpack, size });
}

function size(args: Arguments): LuaValue[] {
  const layout = new Layout(args);
  let total = 0;
  for (let item = layout.next(total); item !== undefined; item = layout.next(total)) {
    if (!holdsBytes(item)) layout.apply(item);
    if (item.letter === 's') args.refuse(1, "option 's' has no fixed size");
    if (item.letter === 'c' && item.size === 0) args.refuse(1, "option 'c0' has no fixed size");
    total += item.padding + item.size;
  }
  return [total];
}

function pack(args: Arguments): LuaValue[] {
  const layout = new Layout(args);
  let bytes = '';
  let position = 2;
  for (let item = layout.next(0); item !== undefined; item = layout.next(bytes.length)) {
    bytes += '\0'.repeat(item.padding);
    if (!holdsBytes(item)) {
      layout.apply(item);
      continue;
    }
    if (item.letter === 'x') {
      bytes += '\0';
      continue;
    }
    bytes += packItem(args, position, item);
    position += 1;
  }
  return [bytes];
}

function packItem(args: Arguments, position: number, item: Item): ByteString {
  switch (item.letter) {
    case 's':
      return `${args.textOrNil(position)}\0`;
    case 'c': {
      const text = args.textOrNil(position);
      // The complaint names the argument after the one that is too short.
      if (text.length < item.size) args.refuse(position + 1, 'string too short');
      return item.size === 0 ? text : text.slice(0, item.size);
    }
    case 'f':
    case 'd':
      return packFloat(args.numberOrNil(position), item);
    default:
      return packInteger(args.numberOrNil(position), item.size, item.littleEndian);
  }
}

function packFloat(value: number, { size: bytes, littleEndian }: Item): ByteString {
  const view = Buffer.alloc(bytes);
  const data = new DataView(view.buffer, view.byteOffset, bytes);
  if (bytes === 4) data.setFloat32(0, value, littleEndian);
  else data.setFloat64(0, value, littleEndian);
  return view.toString('latin1');
}

function unpack(args: Arguments): LuaValue[] {
  const layout = new Layout(args);
  const data = args.text(2);
  const start = args.lacks(3) ? 1 : args.integer(3);
  if (start < 1) args.refuse(3, 'offset must be 1 or greater');
  let at = start - 1;
  const values: LuaValue[] = [];
  for (let item = layout.next(at); item !== undefined; item = layout.next(at)) {
    at += item.padding;
    const bytes = slice(args, data, { at, size: item.size });
    at += item.size;
    if (holdsBytes(item)) at += unpackInto(values, bytes, { args, data, at, item });
    else layout.apply(item);
  }
  return [...values, at + 1];
}

interface Place {
  readonly args: Arguments;
  readonly data: ByteString;
  readonly at: number;
  readonly item: Item;
}

/** Adds the value of an item, and says how many bytes it took beyond those of its size. */
function unpackInto(
  values: LuaValue[],
  bytes: ByteString,
  { args, data, at, item }: Place,
): number {
  if (item.letter === 'x') return 0;
  if (item.letter === 's') {
    const text = untilZero(args, data, at);
    values.push(text);
    return text.length + 1;
  }
  if (item.letter === 'c' && item.size === 0) {
    const text = slice(args, data, { at, size: sizeBefore(args, values) });
    values.push(text);
    return text.length;
  }
  values.push(unpackItem(bytes, item));
  return 0;
}

function slice(
  args: Arguments,
  data: ByteString,
  { at, size: count }: { at: number; size: number },
): ByteString {
  if (count > data.length || at > data.length - count) args.refuse(2, 'data string too short');
  return data.slice(at, at + count);
}

function untilZero(args: Arguments, data: ByteString, at: number): ByteString {
  const end = data.indexOf('\0', at);
  return end < 0 ? args.fail('unfinished string in data') : data.slice(at, end);
}

/** `c0` is as long as the number read before it says, which is no result then. */
function sizeBefore(args: Arguments, values: LuaValue[]): number {
  const before = toNumber(values.pop());
  return before === undefined
    ? args.fail("format 'c0' needs a previous size")
    : Number(BigInt.asUintN(64, BigInt(Math.trunc(before))));
}

function unpackItem(bytes: ByteString, { letter, littleEndian }: Item): LuaValue {
  switch (letter) {
    case 'c':
      return bytes;
    case 'f':
    case 'd': {
      const { buffer, byteOffset } = Buffer.from(bytes, 'latin1');
      const view = new DataView(buffer, byteOffset, bytes.length);
      return letter === 'f' ? view.getFloat32(0, littleEndian) : view.getFloat64(0, littleEndian);
    }
    default: {
      // Small letters are signed but for `T`, which is a size.
      const signed = letter !== letter.toUpperCase();
      return unpackInteger({ bytes, littleEndian, signed });
    }
  }
}
