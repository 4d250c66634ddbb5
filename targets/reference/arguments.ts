/** Reading arguments: typed access that refuses with 7.2's texts. */
import type { ByteString } from '../../harness/wire/reply.ts';
import { NOT_A_FLOAT, NOT_AN_INTEGER, refuse, SYNTAX_ERROR } from './errors.ts';
import { parseLongDouble } from './long-double.ts';
import { parseFloat64, parseInt64, parseInteger } from './numbers.ts';

/** The argument at an index that the arity guarantees. */
export function at(argv: readonly ByteString[], index: number): ByteString {
  return argv[index] ?? '';
}

/** The option word at an index, in upper case; `''` past the end. */
export function word(argv: readonly ByteString[], index: number): string {
  return (argv[index] ?? '').toUpperCase();
}

export function integerOf(text: ByteString, otherwise: string = NOT_AN_INTEGER): number {
  return parseInteger(text) ?? refuse(otherwise);
}

const INT_MIN = -(2 ** 31);
const INT_MAX = 2 ** 31 - 1;

/** An integer of 32 bits, as the original keeps the numbers of databases. */
export function int32Of(text: ByteString, otherwise?: string): number {
  const value = integerOf(text, otherwise);
  if (value >= INT_MIN && value <= INT_MAX) return value;
  return refuse(
    otherwise ?? `ERR value is out of range, value must between ${INT_MIN} and ${INT_MAX}`,
  );
}

export function int64Of(text: ByteString, otherwise: string = NOT_AN_INTEGER): bigint {
  return parseInt64(text) ?? refuse(otherwise);
}

export function floatOf(text: ByteString, otherwise: string = NOT_A_FLOAT): number {
  return parseFloat64(text) ?? refuse(otherwise);
}

/** An integer between two bounds; every failure has the same text. */
export function integerWithin(
  text: ByteString,
  [min, max]: readonly [number, number],
  otherwise: string,
): number {
  const value = parseInteger(text);
  return value === undefined || value < min || value > max ? refuse(otherwise) : value;
}

/** The timeout of a blocking command, given in seconds with a fraction; 0 waits for ever. */
export function timeoutMsOf(text: ByteString): number {
  const seconds = parseFloat64(text) ?? beyondDoubles(text);
  // Rounded up first: a tiny negative timeout counts as 0.
  const ms = Math.ceil((seconds ?? refuse('ERR timeout is not a float or out of range')) * 1000);
  if (ms >= TIMEOUT_MS_MAX) refuse('ERR timeout is out of range');
  if (ms < 0) refuse('ERR timeout is negative');
  return ms;
}

// 7.2 counts in signed 64 bits.
const TIMEOUT_MS_MAX = 2 ** 63;

/** 7.2 reads timeouts as long doubles, which hold what is too large for a double. */
function beyondDoubles(text: ByteString): number | undefined {
  const value = parseLongDouble(text);
  if (typeof value !== 'object') return undefined;
  return value.mantissa < 0n ? -Infinity : Infinity;
}

/** Walks the optional tail of a command: `while (tail.more) switch (tail.word()) { … }`. */
export class Tail {
  readonly #argv: readonly ByteString[];
  #index: number;

  constructor(argv: readonly ByteString[], from: number) {
    this.#argv = argv;
    this.#index = from;
  }

  get more(): boolean {
    return this.#index < this.#argv.length;
  }

  /** How many arguments are left. */
  get left(): number {
    return this.#argv.length - this.#index;
  }

  /** Takes the next argument as an option word, in upper case. */
  word(): string {
    return this.value().toUpperCase();
  }

  /** Takes the next argument as it is; a missing one is a syntax error. */
  value(): ByteString {
    return this.#argv[this.#index++] ?? refuse(SYNTAX_ERROR);
  }

  /** The next argument, which stays; `undefined` past the end. */
  peek(): ByteString | undefined {
    return this.#argv[this.#index];
  }

  rest(): readonly ByteString[] {
    return this.#argv.slice(this.#index);
  }
}
