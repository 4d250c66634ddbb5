/** Texts of CONFIG SET to the values of settings, or why they are refused, in 7.2's words. */
import type { ByteString } from '../../harness/wire/reply.ts';
import {
  LONG_MAX,
  PARAMETERS,
  type Parameter,
  type ParameterName,
  type WordParameter,
} from './config.ts';
import { normalEventFlags } from './event-flags.ts';
import { parseInteger } from './numbers.ts';

/** The value that a text stands for, or why it is refused, in 7.2's words. */
export function parseSetting(
  name: ParameterName,
  text: ByteString,
): { value: number | string } | { why: string } {
  const parameter: Parameter = PARAMETERS[name];
  if (name === 'notify-keyspace-events') return parseEventFlags(text);
  if (parameter.kind === 'text') return { value: text };
  if (parameter.kind === 'word') return parseWord(parameter, text);
  const value = parameter.kind === 'memory' ? parseMemory(text) : parseInteger(text);
  if (value === undefined) {
    return {
      why:
        parameter.kind === 'memory'
          ? 'argument must be a memory value'
          : "argument couldn't be parsed into an integer",
    };
  }
  if (value < parameter.min || value > parameter.max) {
    return {
      why: `argument must be between ${parameter.min} and ${bound(parameter.max)} inclusive`,
    };
  }
  return { value };
}

/** "No limit" is the end of 64 bits in the original's texts. */
function bound(max: number): string {
  return max === LONG_MAX ? '9223372036854775807' : String(max);
}

function parseWord(parameter: WordParameter, text: string) {
  const value = text.toLowerCase();
  if (parameter.words.includes(value)) return { value };
  return { why: `argument(s) must be one of the following: ${parameter.words.join(', ')}` };
}

function parseEventFlags(text: ByteString): { value: string } | { why: string } {
  const value = normalEventFlags(text);
  return value === undefined
    ? { why: "Invalid event class character. Use 'Ag$lshzxeKEtmdn'." }
    : { value };
}

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1000,
  kb: 1024,
  m: 1000 ** 2,
  mb: 1024 ** 2,
  g: 1000 ** 3,
  gb: 1024 ** 3,
};

function parseMemory(text: string): number | undefined {
  const parts = /^([0-9]+)([a-z]*)$/i.exec(text);
  const unit = UNITS[(parts?.[2] ?? '').toLowerCase()];
  return parts === null || unit === undefined ? undefined : Number(parts[1]) * unit;
}
