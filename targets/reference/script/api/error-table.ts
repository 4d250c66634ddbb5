/** Errors as scripts see them: tables with the field `err`. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { LuaTable } from '../lua/table.ts';

/** The server's statistics know of the error already, so that it is not counted twice. */
const COUNTED = 'ignore_error_stats_update';

/** An error of the API itself, under the code ERR. */
export function errorTable(text: ByteString): LuaTable {
  return withText(`ERR ${text}`);
}

/**
 * An error that brings its code along, as replies do: its first word. A text of one word is no code,
 * and comes under ERR.
 */
export function codedErrorTable(text: ByteString): LuaTable {
  const space = text.indexOf(' ');
  const code = space < 0 ? 'ERR' : text.slice(0, space);
  return withText(`${code} ${trimmed(space < 0 ? text : text.slice(space + 1))}`);
}

/** An error that was counted when it came about: the reply of a command, or its refusal. */
export function countedErrorTable(text: ByteString): LuaTable {
  const table = codedErrorTable(text);
  table.set(COUNTED, true);
  return table;
}

export function isCounted(table: LuaTable): boolean {
  return table.get(COUNTED) === true;
}

function withText(text: ByteString): LuaTable {
  const table = new LuaTable();
  table.set('err', text);
  return table;
}

/** Line breaks at the ends go; those inside become spaces when the error is sent. */
function trimmed(text: ByteString): ByteString {
  return text.replace(/^[\r\n]+|[\r\n]+$/g, '');
}
