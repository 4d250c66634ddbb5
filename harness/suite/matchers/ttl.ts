import { durationMs } from '../duration.ts';
import type { Matcher } from '../matcher.ts';
import type { Ttl } from '../suite-file.generated.ts';
import { hiddenValue, openMatcher, withAttributesOf } from './compiling.ts';

// A server reads its clock once per turn of its event loop, and rounds: TTL to a whole second.
const SLACK = { ms: 50, s: 1 } as const;

/**
 * `{ ttl: 100s }`: a time to live as an integer in the unit that it is written in, less the time
 * that passed since the case began. Never more, and never a key without one.
 */
export function ttl({ ttl }: Ttl): Matcher {
  const says = `{ ttl: ${ttl} }`;
  const unit = ttl.endsWith('ms') ? 'ms' : 's';
  const unitMs = unit === 'ms' ? 1 : 1000;
  const most = durationMs(ttl) / unitMs;
  const wanted = { type: 'integer', value: most } as const;
  return openMatcher(
    says,
    (reply, { elapsedMs }) => {
      const least = Math.max(0, most - elapsedMs / unitMs - SLACK[unit]);
      return reply.type === 'integer' && reply.value <= most && reply.value >= least
        ? reply
        : withAttributesOf(reply, wanted);
    },
    hiddenValue(says),
  );
}
