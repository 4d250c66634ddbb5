/** The parameters that exist here: their type, default, bounds and other names. */
import type { ByteString } from '../../harness/wire/reply.ts';
import { normalEventFlags } from './event-flags.ts';
import { parseInteger } from './numbers.ts';

interface IntegerParameter {
  readonly kind: 'integer' | 'memory';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly fixed?: true;
}

interface WordParameter {
  readonly kind: 'word';
  readonly default: string;
  readonly words: readonly string[];
  readonly fixed?: true;
}

interface TextParameter {
  readonly kind: 'text';
  readonly default: string;
  readonly fixed?: true;
}

type Parameter = IntegerParameter | WordParameter | TextParameter;

const INT_MAX = 2147483647;
const INT_MIN = -2147483648;
const LONG_MAX = Number.MAX_SAFE_INTEGER;

function integer(value: number, min = 0, max: number = LONG_MAX): IntegerParameter {
  return { kind: 'integer', default: value, min, max };
}

function memory(value: number, min = 0, max: number = LONG_MAX): IntegerParameter {
  return { kind: 'memory', default: value, min, max };
}

/** Every parameter with the type of its value. */
export interface Settings {
  appendonly: string;
  bind: string;
  'client-query-buffer-limit': number;
  databases: number;
  'hash-max-listpack-entries': number;
  'hash-max-listpack-value': number;
  hz: number;
  'lfu-decay-time': number;
  'lfu-log-factor': number;
  'list-max-listpack-size': number;
  maxclients: number;
  maxmemory: number;
  'maxmemory-policy': string;
  'notify-keyspace-events': string;
  port: number;
  'proto-max-bulk-len': number;
  save: string;
  'set-max-intset-entries': number;
  'set-max-listpack-entries': number;
  'set-max-listpack-value': number;
  timeout: number;
  'zset-max-listpack-entries': number;
  'zset-max-listpack-value': number;
}

export type ParameterName = keyof Settings;

type Parameters = {
  readonly [Name in ParameterName]: Settings[Name] extends number
    ? IntegerParameter
    : WordParameter | TextParameter;
};

export const PARAMETERS: Parameters = {
  // Without persistence and eviction these have one value only, which tools ask for.
  appendonly: { kind: 'word', default: 'no', words: ['no'] },
  bind: { kind: 'text', default: '127.0.0.1', fixed: true },
  'client-query-buffer-limit': memory(1 << 30, 1024 * 1024),
  databases: { ...integer(16, 1, INT_MAX), fixed: true },
  'hash-max-listpack-entries': integer(512),
  'hash-max-listpack-value': memory(64),
  hz: integer(10, 1, 500),
  'lfu-decay-time': integer(1, 0, INT_MAX),
  'lfu-log-factor': integer(10, 0, INT_MAX),
  'list-max-listpack-size': integer(-2, INT_MIN, INT_MAX),
  maxclients: integer(10000, 1, INT_MAX),
  maxmemory: memory(0, 0, 0),
  'maxmemory-policy': {
    kind: 'word',
    default: 'noeviction',
    words: [
      'volatile-lru',
      'volatile-lfu',
      'volatile-random',
      'volatile-ttl',
      'allkeys-lru',
      'allkeys-lfu',
      'allkeys-random',
      'noeviction',
    ],
  },
  'notify-keyspace-events': { kind: 'text', default: '' },
  port: { ...integer(6379, 0, 65535), fixed: true },
  'proto-max-bulk-len': memory(512 * 1024 * 1024, 1024 * 1024),
  save: { kind: 'word', default: '', words: [''] },
  'set-max-intset-entries': integer(512),
  'set-max-listpack-entries': integer(128),
  'set-max-listpack-value': memory(64),
  timeout: integer(0, 0, INT_MAX),
  'zset-max-listpack-entries': integer(128),
  'zset-max-listpack-value': memory(64),
};

/** Names from before listpacks, which CONFIG still knows. */
const ALIASES: Readonly<Record<string, ParameterName>> = {
  'hash-max-ziplist-entries': 'hash-max-listpack-entries',
  'hash-max-ziplist-value': 'hash-max-listpack-value',
  'list-max-ziplist-size': 'list-max-listpack-size',
  'zset-max-ziplist-entries': 'zset-max-listpack-entries',
  'zset-max-ziplist-value': 'zset-max-listpack-value',
};

export type SettingsInput = Partial<Settings>;

/** Every name CONFIG answers to, with the parameter that it stands for. */
export const CONFIG_NAMES: ReadonlyMap<string, ParameterName> = new Map([
  ...(Object.keys(PARAMETERS) as ParameterName[]).map((name) => [name, name] as const),
  ...Object.entries(ALIASES),
]);

export function defaultSettings(given: SettingsInput = {}): Settings {
  const names = Object.keys(PARAMETERS) as ParameterName[];
  const defaults = Object.fromEntries(names.map((name) => [name, PARAMETERS[name].default]));
  return { ...defaults, ...given } as Settings;
}

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
