/** Numbers to text and back, as C's `%.14g` and `strtod` do for Lua 5.1. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { formatGeneral } from './c-format.ts';

// From here `%.14g` writes an exponent.
const PLAIN_INTEGER_MAX = 1e14;
const DIGITS = 14;
// A value that lies just between two neighbours of 14 digits: C takes the even one, JavaScript the larger.
const MAY_BE_TIE = /^-?[\d.]*5(?:e.*)?$/;

/** What `tostring` makes of a number. */
export function numberText(value: number): ByteString {
  if (Number.isInteger(value) && value < PLAIN_INTEGER_MAX && value > -PLAIN_INTEGER_MAX) {
    return value === 0 && Object.is(value, -0) ? '-0' : String(value);
  }
  if (!Number.isFinite(value)) return notFiniteText(value);
  const shortest = String(value);
  // With fewer digits than 14 the shortest form is the rounded one, if it has no exponent.
  if (shortest.length <= DIGITS && !shortest.includes('e') && Math.abs(value) >= 1e-4)
    return shortest;
  if (MAY_BE_TIE.test(shortest)) return formatGeneral(value, DIGITS, false);
  return shorten(value.toPrecision(DIGITS));
}

/** On x86 the NaN of an invalid operation has its sign set, and C prints it. */
export function notFiniteText(value: number): ByteString {
  if (Number.isNaN(value)) return '-nan';
  return value < 0 ? '-inf' : 'inf';
}

/** From JavaScript's notation to C's: no zeros at the end, an exponent of two digits, and below 1e-4. */
function shorten(precise: string): ByteString {
  const [mantissa = '', exponent] = precise.split('e');
  const digits = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  if (exponent !== undefined) {
    const size = exponent.slice(1).padStart(2, '0');
    return `${digits}e${exponent[0]}${size}`;
  }
  const small = /^(-?)0\.(0{4,})([1-9])(\d*)$/.exec(digits);
  if (small === null) return digits;
  const [, sign, zeros = '', first, rest] = small;
  const size = String(zeros.length + 1).padStart(2, '0');
  return `${sign}${first}${rest === '' ? '' : `.${rest}`}e-${size}`;
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const HEXADECIMAL = /^([+-]?)0[xX]([\da-fA-F]*)(?:\.([\da-fA-F]*))?(?:[pP]([+-]?\d+))?$/;
const SPECIAL = /^([+-]?)(?:(inf|infinity)|nan(?:\(\w*\))?)$/i;
const BLANKS_AROUND = /^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g;

/** The number that a text spells, blanks around it allowed. */
export function parseNumber(text: ByteString): number | undefined {
  const spelled = text.replace(BLANKS_AROUND, '');
  if (DECIMAL.test(spelled)) return Number(spelled);
  const hexadecimal = HEXADECIMAL.exec(spelled);
  if (hexadecimal !== null) return parseHexadecimal(hexadecimal);
  const special = SPECIAL.exec(spelled);
  if (special === null) return undefined;
  if (special[2] === undefined) return Number.NaN;
  return special[1] === '-' ? -Infinity : Infinity;
}

function parseHexadecimal([, sign, whole = '', fraction = '', power = '0']: string[]):
  | number
  | undefined {
  const digits = whole + fraction;
  if (digits === '') return undefined;
  const size = Number(BigInt(`0x${digits}`)) * 2 ** (Number(power) - 4 * fraction.length);
  return sign === '-' ? -size : size;
}
