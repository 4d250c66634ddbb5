/** The parameters that exist here: their type, default, bounds and other names. */
interface IntegerParameter {
  readonly kind: 'integer' | 'memory';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly fixed?: true;
}

export interface WordParameter {
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

export type Parameter = IntegerParameter | WordParameter | TextParameter;

const INT_MAX = 2147483647;
const INT_MIN = -2147483648;
/** Stands for the end of 64 bits: no limit. */
export const LONG_MAX: number = Number.MAX_SAFE_INTEGER;

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
  hz: integer(10, 0, INT_MAX),
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
