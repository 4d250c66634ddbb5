/** What a script returns becomes its reply. Tables are read without their metatables. */
import type { Pair, Protocol, Reply } from '../../../../harness/wire/reply.ts';
import type { CountedError } from '../../command.ts';
import { array, bulk, double, integer, map, NULL, ONE, set, status } from '../../replies.ts';
import { LuaTable } from '../lua/table.ts';
import type { LuaValue } from '../lua/value.ts';
import { cString } from './c-string.ts';
import { isCounted } from './error-table.ts';

// Live servers go down to where the stack of a C function ends.
const NESTING_MAX = 2600;

export interface ScriptReply {
  readonly reply: Reply | CountedError;
  /** Every error in the reply, at any depth, for the statistics. */
  readonly errors: readonly CountedError[];
}

/** `protocol` is what the script asked for: in RESP3 booleans are told from integers and null. */
export function luaToReply(value: LuaValue, protocol: Protocol): ScriptReply {
  const conversion = new Conversion(protocol);
  return { reply: conversion.reply(value), errors: conversion.errors };
}

class Conversion {
  readonly #protocol: Protocol;
  readonly errors: CountedError[] = [];
  #depth = 0;

  constructor(protocol: Protocol) {
    this.#protocol = protocol;
  }

  reply(value: LuaValue): Reply | CountedError {
    switch (typeof value) {
      case 'string':
        return bulk(value);
      case 'number':
        return integer(truncated(value));
      case 'boolean':
        if (this.#protocol === 3) return { type: 'boolean', value };
        return value ? ONE : NULL;
      default:
        return value instanceof LuaTable ? this.#nested(value) : NULL;
    }
  }

  #nested(table: LuaTable): Reply | CountedError {
    if (this.#depth >= NESTING_MAX) return this.#error('ERR reached lua stack limit', false);
    this.#depth += 1;
    const reply = this.#marked(table) ?? array(this.#items(table));
    this.#depth -= 1;
    return reply;
  }

  /** A table that says by a field what it stands for. The order of the questions is 7.2's. */
  #marked(table: LuaTable): Reply | CountedError | undefined {
    const err = table.get('err');
    if (typeof err === 'string')
      return this.#error(withoutLastBreak(cString(err)), isCounted(table));
    const ok = table.get('ok');
    if (typeof ok === 'string') return status(oneLine(cString(ok)));
    const number = table.get('double');
    if (typeof number === 'number') return double(number);
    const big = table.get('big_number');
    if (typeof big === 'string') return { type: 'big', text: oneLine(big) };
    return verbatimOf(table.get('verbatim_string')) ?? this.#collection(table);
  }

  #collection(table: LuaTable): Reply | undefined {
    const entries = table.get('map');
    if (entries instanceof LuaTable) return map(this.#pairs(entries));
    const members = table.get('set');
    if (!(members instanceof LuaTable)) return undefined;
    return set(keysOf(members).map((key) => this.reply(key)));
  }

  /** The items up to the first nil. */
  #items(table: LuaTable): Reply[] {
    const items: Reply[] = [];
    for (let index = 1; ; index++) {
      const item = table.get(index);
      if (item === undefined) return items;
      items.push(this.reply(item));
    }
  }

  #pairs(table: LuaTable): Pair[] {
    return keysOf(table).map((key) => [this.reply(key), this.reply(table.get(key))]);
  }

  #error(text: string, counted: boolean): CountedError {
    const error = { type: 'error', text, counted } as const;
    this.errors.push(error);
    return error;
  }
}

const LEAST = -9223372036854775808n;

/** As a C conversion on x86-64: what 64 bits do not hold, and NaN, is the least integer. */
function truncated(value: number): number | bigint {
  const whole = Math.trunc(value);
  // Zero may have a sign, which a reply has not.
  if (Number.isSafeInteger(whole)) return whole === 0 ? 0 : whole;
  return whole >= -(2 ** 63) && whole < 2 ** 63 ? BigInt(whole) : LEAST;
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
  const exact = cString(format).slice(0, FORMAT_LENGTH).padEnd(FORMAT_LENGTH);
  return { type: 'verbatim', format: exact, text };
}

function keysOf(table: LuaTable): LuaValue[] {
  const keys: LuaValue[] = [];
  for (let entry = table.next(undefined); entry !== undefined; entry = table.next(entry[0])) {
    keys.push(entry[0]);
  }
  return keys;
}
