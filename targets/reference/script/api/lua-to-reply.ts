/** What a script returns becomes its reply. Tables are read without their metatables. */
import type { Pair, Protocol, Reply } from '../../../../harness/wire/reply.ts';
import { array, bulk, double, error, integer, map, NULL, ONE, set, status } from '../../replies.ts';
import { LuaTable } from '../lua/table.ts';
import type { LuaValue } from '../lua/value.ts';

// Live servers go down to where the stack of a C function ends.
const NESTING_MAX = 2600;

/** `protocol` is what the script asked for: in RESP3 booleans are told from integers and null. */
export function luaToReply(value: LuaValue, protocol: Protocol, depth = 0): Reply {
  switch (typeof value) {
    case 'string':
      return bulk(value);
    case 'number':
      return integer(truncated(value));
    case 'boolean':
      if (protocol === 3) return { type: 'boolean', value };
      return value ? ONE : NULL;
    default:
      if (!(value instanceof LuaTable)) return NULL;
      return depth < NESTING_MAX
        ? tableToReply(value, protocol, depth + 1)
        : error('ERR reached lua stack limit');
  }
}

const LEAST = -9223372036854775808n;

/** As a C conversion on x86-64: what 64 bits do not hold, and NaN, is the least integer. */
function truncated(value: number): number | bigint {
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value;
  const whole = Math.trunc(value);
  if (Number.isSafeInteger(whole)) return whole === 0 ? 0 : whole;
  return whole >= -(2 ** 63) && whole < 2 ** 63 ? BigInt(whole) : LEAST;
}

function tableToReply(table: LuaTable, protocol: Protocol, depth: number): Reply {
  return markedReply(table, protocol, depth) ?? array(itemsOf(table, protocol, depth));
}

/** A table that says by a field what it stands for. The order of the questions is 7.2's. */
function markedReply(table: LuaTable, protocol: Protocol, depth: number): Reply | undefined {
  const err = table.get('err');
  if (typeof err === 'string') return error(withoutLastBreak(err));
  const ok = table.get('ok');
  if (typeof ok === 'string') return status(oneLine(ok));
  const number = table.get('double');
  if (typeof number === 'number') return double(number);
  const big = table.get('big_number');
  if (typeof big === 'string') return { type: 'big', text: oneLine(big) };
  return verbatimOf(table.get('verbatim_string')) ?? collectionOf(table, protocol, depth);
}

function collectionOf(table: LuaTable, protocol: Protocol, depth: number): Reply | undefined {
  const entries = table.get('map');
  if (entries instanceof LuaTable) return map(pairsOf(entries, protocol, depth));
  const members = table.get('set');
  if (!(members instanceof LuaTable)) return undefined;
  return set([...keysOf(members)].map((key) => luaToReply(key, protocol, depth)));
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]/g, ' ');
}

function withoutLastBreak(text: string): string {
  return text.replace(/[\r\n]+$/, '');
}

const FORMAT_LENGTH = 3;

function verbatimOf(value: LuaValue): Reply | undefined {
  if (!(value instanceof LuaTable)) return undefined;
  const text = value.get('string');
  const format = value.get('format');
  if (typeof text !== 'string' || typeof format !== 'string') return undefined;
  const exact = format.slice(0, FORMAT_LENGTH).padEnd(FORMAT_LENGTH);
  return { type: 'verbatim', format: exact, text };
}

/** The items up to the first nil. */
function itemsOf(table: LuaTable, protocol: Protocol, depth: number): Reply[] {
  const items: Reply[] = [];
  for (let index = 1; ; index++) {
    const item = table.get(index);
    if (item === undefined) return items;
    items.push(luaToReply(item, protocol, depth));
  }
}

function* keysOf(table: LuaTable): Generator<LuaValue> {
  for (let entry = table.next(undefined); entry !== undefined; entry = table.next(entry[0])) {
    yield entry[0];
  }
}

function pairsOf(table: LuaTable, protocol: Protocol, depth: number): Pair[] {
  return [...keysOf(table)].map((key) => [
    luaToReply(key, protocol, depth),
    luaToReply(table.get(key), protocol, depth),
  ]);
}
