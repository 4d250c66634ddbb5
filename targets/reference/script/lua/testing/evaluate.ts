/** Scripts as the EVAL of a server runs and answers them, for comparing with measured replies. */
import type { ByteString } from '../../../../../harness/wire/reply.ts';
import type { LuaState } from '../engine.ts';
import { LuaError } from '../error.ts';
import { LuaFunction } from '../function.ts';
import { createState } from '../state.ts';
import { LuaTable } from '../table.ts';
import type { LuaValue } from '../value.ts';

const STEPS_MAX = 5_000_000;

/** A state whose globals are those of a script: readonly, and an error where there is none. */
export function sandbox(): LuaState {
  const state = createState();
  const { globals } = state;
  const metatable = new LuaTable();
  const complain = LuaFunction.native(([, name]) => {
    throw state.error(`Script attempted to access nonexistent global variable '${String(name)}'`);
  });
  metatable.set('__index', complain);
  globals.metatable = metatable;
  for (let at = globals.positionAfter(0); at > 0; at = globals.positionAfter(at)) {
    const library = globals.valueAt(at);
    if (library instanceof LuaTable) library.readonly = true;
  }
  if (state.stringMetatable !== undefined) state.stringMetatable.readonly = true;
  return state;
}

/** The reply in RESP2, the line of an error as ` on line 1`. */
export function evaluate(state: LuaState, script: ByteString): ByteString {
  try {
    return replyOf(run(state, script));
  } catch (thrown) {
    if (!(thrown instanceof LuaError)) throw thrown;
    const { value, place } = thrown;
    if (place === undefined) return `-ERR Error compiling script (new function): ${value}\r\n`;
    const message = value instanceof LuaTable ? value.get('err') : `ERR ${value ?? 'nil'}`;
    return `-${message} on line ${place.line}\r\n`;
  }
}

function run(state: LuaState, script: ByteString): LuaValue {
  // The first line of a script may name its engine.
  const source = script.startsWith('#!') ? script.slice(script.indexOf('\n')) : script;
  const slice = state.start(state.load(source, '@user_script'), []).run(STEPS_MAX);
  if (slice.kind === 'paused') throw new Error(`does not end: ${script}`);
  return slice.values[0];
}

function replyOf(value: LuaValue): ByteString {
  if (typeof value === 'string') return `$${value.length}\r\n${value}\r\n`;
  if (typeof value === 'number') return `:${integerText(value)}\r\n`;
  if (value === true) return ':1\r\n';
  if (!(value instanceof LuaTable)) return '$-1\r\n';
  const items: ByteString[] = [];
  for (let i = 1; value.get(i) !== undefined; i++) items.push(replyOf(value.get(i)));
  return `*${items.length}\r\n${items.join('')}`;
}

function integerText(value: number): ByteString {
  const fits = Math.abs(value) < 2 ** 63;
  return String(fits ? BigInt(Math.trunc(value)) : -(2n ** 63n));
}
