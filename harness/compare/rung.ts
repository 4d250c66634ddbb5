/** The ladder: how two observations can differ, worst first, and which rungs fail under which policy. */

export const RUNGS = [
  'crash',
  'hang',
  'desync',
  'closed',
  'missing',
  'ok-vs-error',
  'value',
  'state',
  'propagation',
  'type',
  'error-code',
  'error-text',
  'order',
  'number-format',
] as const;

export type Rung = (typeof RUNGS)[number];

export type PolicyName = 'strict' | 'client' | 'application';

/** The rungs that are shown but do not fail. */
export type Policy = ReadonlySet<Rung>;

/** Who would notice: a byte comparison, a client library, an application. */
export const POLICIES: Readonly<Record<PolicyName, Policy>> = {
  strict: new Set<Rung>(['order']),
  client: new Set<Rung>(['error-text', 'order', 'number-format']),
  application: new Set<Rung>(['type', 'error-code', 'error-text', 'order', 'number-format']),
};

/** The worse of two; `undefined` is no difference at all. */
export function worse(a: Rung | undefined, b: Rung | undefined): Rung | undefined {
  if (a === undefined) return b;
  if (b === undefined) return a;
  return RUNGS.indexOf(a) <= RUNGS.indexOf(b) ? a : b;
}
