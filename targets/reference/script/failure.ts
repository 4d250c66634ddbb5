/** The error reply of a script that failed: what went wrong, which script, and where. */
import type { ByteString } from '../../../harness/wire/reply.ts';
import type { CountedError } from '../command.ts';
import { cString } from './api/c-string.ts';
import { isCounted } from './api/error-table.ts';
import { toText, typeName } from './lua/convert.ts';
import type { LuaError, Place } from './lua/error.ts';
import { LuaTable } from './lua/table.ts';
import type { LuaValue } from './lua/value.ts';
import type { ScriptCall } from './running.ts';

// A table without a text ends live servers of 7.2; newer ones say this.
const WITHOUT_TEXT = 'ERR unknown error';

export function failureOf({ value, place }: LuaError, call: ScriptCall): CountedError {
  const text = errorText(value) + whereabouts(call, place);
  return { type: 'error', text, counted: value instanceof LuaTable && isCounted(value) };
}

export function killedReply(call: ScriptCall, place: Place | undefined): CountedError {
  const text = `ERR Script killed by user with SCRIPT KILL...${whereabouts(call, place)}`;
  return { type: 'error', text, counted: false };
}

/** Tables bring their code along; anything else comes under ERR. */
export function errorText(value: LuaValue): ByteString {
  if (!(value instanceof LuaTable)) return `ERR ${cString(shown(value))}`;
  const text = value.get('err');
  return typeof text === 'string' ? cString(text) : WITHOUT_TEXT;
}

/** Numbers and strings as they are, anything else by its kind. */
function shown(value: LuaValue): ByteString {
  return toText(value) ?? (typeof value === 'boolean' ? String(value) : typeName(value));
}

function whereabouts({ name }: ScriptCall, place: Place | undefined): string {
  return place === undefined ? '' : ` script: ${name}, on ${place.source}:${place.line}.`;
}
