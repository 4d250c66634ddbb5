/** `string.format`: C's printf for the conversions that Lua 5.1 lets through. */
import type { ByteString } from '../../../../../harness/wire/reply.ts';
import { formatExponent, formatFixed, formatGeneral } from '../c-format.ts';
import { notFiniteText } from '../number-text.ts';
import type { Runtime } from '../runtime.ts';
import type { LuaValue } from '../value.ts';
import { type Arguments, toInteger } from './arguments.ts';

export interface StringContext {
  readonly runtime: Runtime;
  readonly check: Arguments;
}

interface Specification {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly conversion: string;
}

const DIRECTIVE = /%(?:%|([-+ #0]*)(\d?\d?)(?:(\.)(\d?\d?))?([\s\S]?))/g;
const FLAGS_MAX = 5;
// From here `%s` without a precision is passed on as it is.
const LONG_TEXT = 100;
const DEFAULT_PRECISION = 6;

export function formatText(context: StringContext, args: LuaValue[]): ByteString {
  const { runtime, check } = context;
  let position = 1;
  return check
    .text(args, 1)
    .replace(DIRECTIVE, (directive, flags, width, point, digits, letter) => {
      if (directive === '%%') return '%';
      position++;
      if (position > args.length) throw runtime.argumentError(position, 'no value');
      if (flags.length > FLAGS_MAX) throw runtime.error('invalid format (repeated flags)');
      if (/\d/.test(letter)) throw runtime.error('invalid format (width or precision too long)');
      const precision = point === undefined ? undefined : Number(digits);
      const specification = { flags, width: Number(width), precision, conversion: letter };
      return convert(context, specification, args, position);
    });
}

function convert(
  { runtime, check }: StringContext,
  specification: Specification,
  args: LuaValue[],
  position: number,
): ByteString {
  const { conversion } = specification;
  switch (conversion) {
    case 'c':
      return formatChar(check.number(args, position), specification);
    case 'd':
    case 'i':
      return formatSigned(check.number(args, position), specification);
    case 'o':
    case 'u':
    case 'x':
    case 'X':
      return formatUnsigned(check.number(args, position), specification);
    case 'e':
    case 'E':
    case 'f':
    case 'g':
    case 'G':
      return formatFloat(check.number(args, position), specification);
    case 'q':
      return quoted(check.text(args, position));
    case 's':
      return formatString(check.text(args, position), specification);
    default:
      throw runtime.error(`invalid option '%${conversion}' to 'format'`);
  }
}

/** Fills up to the width; zeros go between the sign and the digits. */
function pad(
  prefix: string,
  body: string,
  { flags, width }: Specification,
  zeros: boolean,
): string {
  const missing = Math.max(0, width - prefix.length - body.length);
  if (flags.includes('-')) return prefix + body + ' '.repeat(missing);
  return zeros && flags.includes('0')
    ? prefix + '0'.repeat(missing) + body
    : ' '.repeat(missing) + prefix + body;
}

function signOf(isNegative: boolean, flags: string): string {
  if (isNegative) return '-';
  if (flags.includes('+')) return '+';
  return flags.includes(' ') ? ' ' : '';
}

function formatChar(number: number, specification: Specification): ByteString {
  const char = String.fromCharCode(toInteger(number) & 0xff);
  // A NUL ends what C has written.
  return pad('', char, specification, false).split('\0', 1)[0] ?? '';
}

function digitsOf(size: bigint, base: number, precision: number | undefined): string {
  if (size === 0n && precision === 0) return '';
  return size.toString(base).padStart(precision ?? 0, '0');
}

function formatSigned(number: number, specification: Specification): ByteString {
  const { flags, precision } = specification;
  const integer = BigInt.asIntN(64, BigInt(toInteger(number)));
  const digits = digitsOf(integer < 0n ? -integer : integer, 10, precision);
  return pad(signOf(integer < 0n, flags), digits, specification, precision === undefined);
}

const BASES: Readonly<Record<string, number>> = { o: 8, u: 10, x: 16, X: 16 };

function formatUnsigned(number: number, specification: Specification): ByteString {
  const { conversion, flags, precision } = specification;
  const size = BigInt.asUintN(64, toUnsigned(number));
  let digits = digitsOf(size, BASES[conversion] ?? 10, precision);
  let prefix = '';
  if (flags.includes('#')) {
    if (conversion === 'o' && !digits.startsWith('0')) digits = `0${digits}`;
    if (BASES[conversion] === 16 && size !== 0n) prefix = '0x';
  }
  const text = pad(prefix, digits, specification, precision === undefined);
  return conversion === 'X' ? text.toUpperCase() : text;
}

/** As x86 converts: from 2^63 up in two halves, and what is below zero wraps around. */
function toUnsigned(number: number): bigint {
  const half = 2 ** 63;
  if (number < half || Number.isNaN(number)) return BigInt(toInteger(number));
  return BigInt(half) + BigInt(toInteger(number - half));
}

function formatFloat(number: number, specification: Specification): ByteString {
  const { conversion, flags } = specification;
  const isNegative = number < 0 || Object.is(number, -0) || Number.isNaN(number);
  const sign = signOf(isNegative, flags);
  const body = Number.isFinite(number)
    ? floatDigits(Math.abs(number), specification)
    : notFiniteText(number).replace('-', '');
  const text = pad(sign, body, specification, Number.isFinite(number));
  return /[EG]/.test(conversion) ? text.toUpperCase() : text;
}

function floatDigits(size: number, { conversion, flags, precision }: Specification): string {
  const digits = precision ?? DEFAULT_PRECISION;
  const keepPoint = flags.includes('#');
  const form = conversion.toLowerCase();
  if (form === 'f') return formatFixed(size, digits, keepPoint);
  return form === 'e'
    ? formatExponent(size, digits, keepPoint)
    : formatGeneral(size, digits, keepPoint);
}

const QUOTED: Readonly<Record<string, ByteString>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\\n',
  '\r': '\\r',
  '\0': '\\000',
};

function quoted(text: ByteString): ByteString {
  return `"${text.replace(/["\\\n\r\0]/g, (char) => QUOTED[char] ?? char)}"`;
}

function formatString(text: ByteString, specification: Specification): ByteString {
  const { precision } = specification;
  if (precision === undefined && text.length >= LONG_TEXT) return text;
  const [seen = ''] = text.split('\0', 1);
  return pad('', precision === undefined ? seen : seen.slice(0, precision), specification, false);
}
