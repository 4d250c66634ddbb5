/** What a command replied becomes what `redis.call` returns. */
import type { ByteString, Pair, Protocol, Reply } from '../../../../harness/wire/reply.ts';
import { LuaTable } from '../lua/table.ts';
import type { LuaValue } from '../lua/value.ts';
import { countedErrorTable } from './error-table.ts';

/** RESP2 until the script asks for RESP3: then doubles, maps, sets and others are told apart. */
export function replyToLua(reply: Reply, protocol: Protocol): LuaValue {
  const rich = protocol === 3;
  switch (reply.type) {
    case 'status':
      return field('ok', reply.text);
    case 'error':
      return countedErrorTable(reply.text);
    case 'integer':
      return Number(reply.value);
    case 'bulk':
      return reply.text;
    // In a table `nil` would end an array, so RESP2 says false.
    case 'null':
      return rich ? undefined : false;
    case 'array':
    case 'push':
      return arrayTable(reply.items, protocol);
    case 'boolean':
      return rich ? reply.value : Number(reply.value);
    case 'double':
      return rich ? field('double', doubleOf(reply.text)) : reply.text;
    case 'big':
      return rich ? field('big_number', reply.text) : reply.text;
    case 'verbatim':
      return rich ? verbatimTable(reply.format, reply.text) : reply.text;
    case 'set':
      return rich ? setTable(reply.items) : arrayTable(reply.items, protocol);
    case 'map':
      return rich ? mapTable(reply.entries) : arrayTable(reply.entries.flat(), protocol);
  }
}

function verbatimTable(format: ByteString, text: ByteString): LuaTable {
  const parts = new LuaTable();
  parts.set('string', text);
  parts.set('format', format);
  return field('verbatim_string', parts);
}

function mapTable(pairs: readonly Pair[]): LuaTable {
  const entries = new LuaTable();
  for (const [key, value] of pairs) put(entries, replyToLua(key, 3), replyToLua(value, 3));
  return field('map', entries);
}

function setTable(items: readonly Reply[]): LuaTable {
  const members = new LuaTable();
  for (const item of items) put(members, replyToLua(item, 3), true);
  return field('set', members);
}

function doubleOf(text: string): number {
  if (text === 'inf') return Infinity;
  return text === '-inf' ? -Infinity : Number(text);
}

function arrayTable(items: readonly Reply[], protocol: Protocol): LuaTable {
  return LuaTable.of(items.map((item) => replyToLua(item, protocol)));
}

function field(name: string, value: LuaValue): LuaTable {
  const table = new LuaTable(0, 1);
  table.set(name, value);
  return table;
}

function put(table: LuaTable, key: LuaValue, value: LuaValue): void {
  if (key !== undefined) table.set(key, value);
}
