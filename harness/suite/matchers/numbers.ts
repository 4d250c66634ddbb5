/** Numbers in replies, whatever type carries them. */
import { doubleValue } from '../../wire/number.ts';
import type { Reply } from '../../wire/reply.ts';

/** The number that an integer, a double or a bulk string says; `undefined` when it says none. */
export function numberOf(reply: Reply): number | undefined {
  if (reply.type === 'integer') return Number(reply.value);
  if (reply.type === 'double' || reply.type === 'bulk') return doubleValue(reply.text);
  return undefined;
}

/** The number in the type that carried the one seen: an integer where nothing carried one. */
export function numberLike(reply: Reply, value: number): Reply {
  if (reply.type === 'double' || reply.type === 'bulk') {
    return { ...reply, text: spelled(value) };
  }
  return Number.isInteger(value)
    ? { type: 'integer', value }
    : { type: 'bulk', text: spelled(value) };
}

/** As servers spell it. */
export function spelled(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return Object.is(value, -0) ? '-0' : String(value);
}
