/** What 7.2 could do with a setting and this server cannot: refused in the words of a 7.2 that fails. */
import type { ParameterName, Settings } from './config.ts';

const TLS = 'Unable to update TLS configuration. Check server logs.';

/** The values that are possible, or `undefined` for the one that is in force, and the refusal. */
const LIMITS: Partial<Record<ParameterName, readonly [only: string | undefined, why: string]>> = {
  activedefrag: [
    'no',
    'Active defragmentation cannot be enabled: it requires a Redis server compiled with a modified Jemalloc like the one shipped by default with the Redis source distribution',
  ],
  appendonly: ['no', 'Unable to turn on AOF. Check server logs.'],
  bind: [undefined, 'Failed to bind to specified addresses.'],
  port: [undefined, 'Unable to listen on this port. Check server logs.'],
  'tls-cluster': ['no', TLS],
  'tls-port': ['0', TLS],
  'tls-replication': ['no', TLS],
};

const NOT_HERE = 'this server does not do that';

/** What counts at the start only, and has one value that is true. */
const START_LIMITS: Partial<Record<ParameterName, string>> = {
  appendonly: 'no',
  'cluster-enabled': 'no',
  replicaof: '',
  'tls-port': '0',
};

/** Why a server cannot be started with a value; `undefined` when it can. */
export function whyNotAtStart(name: ParameterName, value: number | string): string | undefined {
  const only = START_LIMITS[name];
  return only === undefined || String(value) === only ? undefined : NOT_HERE;
}

/** Why a running server cannot take a value; `undefined` when it can. */
export function whyImpossible(
  name: ParameterName,
  value: number | string,
  current: Settings,
): string | undefined {
  const [only, why] = LIMITS[name] ?? [];
  if (why === undefined) return undefined;
  return String(value) === (only ?? String(current[name])) ? undefined : why;
}
