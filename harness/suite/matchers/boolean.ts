import type { Protocol } from '../../wire/reply.ts';
import type { Matcher } from '../matcher.ts';
import { exactMatcher, withAttributesOf } from './compiling.ts';
import { integer } from './integer.ts';

/** `true`: a boolean in RESP3, 1 or 0 in RESP2. */
export function boolean(wanted: boolean, protocol: Protocol): Matcher {
  if (protocol === 2) return { ...integer(wanted ? 1 : 0), says: String(wanted) };
  const reply = { type: 'boolean', value: wanted } as const;
  return exactMatcher(String(wanted), (seen) =>
    seen.type === 'boolean' && seen.value === wanted ? seen : withAttributesOf(seen, reply),
  );
}
