/** C's `%.17g`, in which 7.2 writes the scores of a large sorted set for ZSCAN. */
import type { ByteString } from '../../../harness/wire/reply.ts';

const DIGITS = 17;
// More digits than the tie of a double at the 18th can have.
const MANY_DIGITS = 60;

/** 17 significant digits without trailing zeros, with an exponent when it is below -4 or above 16. */
export function formatPercentG(value: number): ByteString {
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  const [mantissa = '', power = '0'] = roundHalfToEven(Math.abs(value)).split('e');
  const digits = mantissa.replace('.', '').replace(/0+$/, '');
  return (value < 0 ? '-' : '') + placePoint(digits, Number(power));
}

/** As toExponential, which takes the larger of two neighbours that are equally near. */
function roundHalfToEven(value: number): string {
  const exact = value.toExponential(MANY_DIGITS);
  const kept = exact.slice(0, DIGITS + 1);
  const isTie = /^50*e/.test(exact.slice(DIGITS + 1));
  const isEven = Number(kept.at(-1)) % 2 === 0;
  return isTie && isEven ? kept + exact.slice(exact.indexOf('e')) : value.toExponential(DIGITS - 1);
}

function placePoint(digits: string, power: number): string {
  if (power < -4 || power >= DIGITS) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
    const padded = String(Math.abs(power)).padStart(2, '0');
    return `${digits[0]}${fraction}e${power < 0 ? '-' : '+'}${padded}`;
  }
  if (power < 0) return `0.${'0'.repeat(-power - 1)}${digits}`;
  const whole = digits.slice(0, power + 1).padEnd(power + 1, '0');
  const fraction = digits.slice(power + 1);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
