/** Texts of CONFIG SET to the values of settings, or why they are refused, in 7.2's words. */
import type { ByteString } from '../../harness/wire/reply.ts';
import { defaultSettings, type ParameterName, type Settings } from './config.ts';
import { parseMemory } from './memory-size.ts';
import { parseInteger } from './numbers.ts';
import { CHOICES, INTEGERS, SIZES, SWITCHES } from './parameters.ts';
import { FORMS, type Parsed } from './setting-forms.ts';
import { whyNotAtStart } from './setting-limits.ts';

/**
 * The value that a text stands for, or why it is refused, in 7.2's words. Without `current` it is for
 * a server that is to be started.
 */
export function parseSetting(name: ParameterName, text: ByteString, current?: Settings): Parsed {
  const parsed = parseForm(name, text, current ?? defaultSettings());
  if (current !== undefined || 'why' in parsed) return parsed;
  const why = whyNotAtStart(name, parsed.value);
  return why === undefined ? parsed : { why };
}

function parseForm(name: ParameterName, text: ByteString, current: Settings): Parsed {
  const typed = parseTyped(name, text);
  const form = FORMS[name];
  return 'why' in typed || form === undefined ? typed : form(text, current);
}

function parseTyped(name: ParameterName, text: ByteString): Parsed {
  if (name in INTEGERS) return integer(INTEGERS[name as keyof typeof INTEGERS], text);
  if (name in SIZES) return size(SIZES[name as keyof typeof SIZES], text);
  if (name in SWITCHES) {
    return word('yes no', text) ?? { why: "argument must be 'yes' or 'no'" };
  }
  if (name in CHOICES) {
    const [, words] = CHOICES[name as keyof typeof CHOICES];
    const list = words.replaceAll(' ', ', ');
    return word(words, text) ?? { why: `argument(s) must be one of the following: ${list}` };
  }
  return { value: text };
}

const LONG_LIMIT = 2 ** 63;
const LAST_LONG = /^9223372036854775807b?$/i;
const UNSIGNED_LONG_LIMIT = 2 ** 64;

function integer(
  [, min, max = LONG_LIMIT]: readonly [number, number, number?],
  text: string,
): Parsed {
  const value = parseInteger(text);
  return value === undefined
    ? { why: "argument couldn't be parsed into an integer" }
    : within(value, min, max);
}

function size([, min, unsigned]: readonly [number, number, string?], text: string): Parsed {
  const value = parseMemory(text);
  if (value === undefined) return { why: 'argument must be a memory value' };
  // 7.2 lets the largest sizes wrap around or stop there; either way there is no limit left.
  if (unsigned !== undefined) return { value: Math.min(value, UNSIGNED_LONG_LIMIT) };
  // As doubles the last number of 63 bits and the next one are the same.
  const isNext = value === LONG_LIMIT && !LAST_LONG.test(text);
  return within(isNext ? Infinity : value, min, LONG_LIMIT);
}

function within(value: number, min: number, max: number): Parsed {
  const last = max === LONG_LIMIT ? '9223372036854775807' : String(max);
  return value < min || value > max
    ? { why: `argument must be between ${min} and ${last} inclusive` }
    : { value };
}

function word(words: string, text: string): Parsed | undefined {
  const value = text.toLowerCase();
  return words.split(' ').includes(value) ? { value } : undefined;
}
