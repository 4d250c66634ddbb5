/** Distances and positions as replies. */
import type { Reply } from '../../../../harness/wire/reply.ts';
import { array, bulk, integer } from '../../replies.ts';
import type { Position } from '../../values/geo/geohash.ts';

/** A bulk string in both protocols, with four digits: of two that are as near the even one. */
export function distanceReply(distance: number): Reply {
  const digits = String(roundedToEven(distance * 10_000)).padStart(5, '0');
  return bulk(`${digits.slice(0, -4)}.${digits.slice(-4)}`);
}

function roundedToEven(value: number): number {
  const rounded = Math.round(value);
  return Math.abs(value % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/** A score as a 64-bit integer; what is no position may not fit, and becomes the lowest one. */
export function hashReply(score: number): Reply {
  const whole = Math.trunc(score);
  if (Number.isSafeInteger(whole)) return integer(whole);
  return integer(Math.abs(whole) < 2 ** 63 ? BigInt(whole) : -(2n ** 63n));
}

export function positionReply({ longitude, latitude }: Position): Reply {
  return array([coordinateReply(longitude), coordinateReply(latitude)]);
}

/** With 17 digits after the point, as long doubles are written, less the zeros at the end. */
function coordinateReply(degrees: number): Reply {
  const text = degrees.toFixed(17).replace(/\.?0+$/, '');
  return { type: 'double', text: text === '-0' ? '0' : text };
}
