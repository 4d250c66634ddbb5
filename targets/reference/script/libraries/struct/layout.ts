/** The formats of the library struct: letters, sizes, byte order and alignment. */
import type { ByteString } from '../../../../../harness/wire/reply.ts';
import { cString } from '../../api/c-string.ts';
import type { Arguments } from '../arguments.ts';

export interface Item {
  readonly letter: string;
  /** In bytes; 0 where the value decides. */
  readonly size: number;
  /** Zero bytes before it, for alignment. */
  readonly padding: number;
  readonly littleEndian: boolean;
}

const INT_MAX = 2147483647;
const INTEGER_BYTES_MAX = 32;
const ALIGNMENT_DEFAULT = 8;
const FIXED_SIZES: Readonly<Record<string, number>> = {
  b: 1,
  B: 1,
  h: 2,
  H: 2,
  l: 8,
  L: 8,
  T: 8,
  f: 4,
  d: 8,
  x: 1,
  s: 0,
};

/** Whether a letter stands for bytes, be it that the value decides how many. */
export function holdsBytes({ letter }: Item): boolean {
  return letter in FIXED_SIZES || letter === 'c' || letter === 'i' || letter === 'I';
}

/**
 * Walks a format, letter by letter. Letters that stand for no bytes come out as items without size;
 * they take effect by `apply`.
 */
export class Layout {
  readonly #format: ByteString;
  readonly #args: Arguments;
  #at = 0;
  #littleEndian = true;
  #alignment = 1;

  constructor(args: Arguments) {
    this.#args = args;
    this.#format = cString(args.text(1));
  }

  /** The next item when so many bytes are already laid out; `undefined` at the end. */
  next(position: number): Item | undefined {
    const letter = this.#format[this.#at];
    if (letter === undefined) return undefined;
    this.#at += 1;
    const size = this.#sizeOf(letter);
    const padding = letter === 'c' ? 0 : this.#paddingOf(size, position);
    return { letter, size, padding, littleEndian: this.#littleEndian };
  }

  /** Does what a letter without bytes says; refuses one that says nothing. */
  apply({ letter }: Item): void {
    if (letter === '<' || letter === '>') this.#littleEndian = letter === '<';
    else if (letter === '!') this.#align(this.#number(ALIGNMENT_DEFAULT));
    else if (letter !== ' ') this.#args.refuse(1, `invalid format option '${letter}'`);
  }

  #align(to: number): void {
    if (to === 0 || (to & (to - 1)) !== 0) {
      this.#args.fail(`alignment ${to} is not a power of 2`);
    }
    this.#alignment = to;
  }

  #sizeOf(letter: string): number {
    if (letter === 'c') return this.#number(1);
    if (letter === 'i' || letter === 'I') return this.#integerSize();
    return FIXED_SIZES[letter] ?? 0;
  }

  #integerSize(): number {
    const size = this.#number(4);
    return size <= INTEGER_BYTES_MAX
      ? size
      : this.#args.fail(`integral size ${size} is larger than limit of ${INTEGER_BYTES_MAX}`);
  }

  #number(otherwise: number): number {
    const digits = /^[0-9]+/.exec(this.#format.slice(this.#at))?.[0];
    if (digits === undefined) return otherwise;
    this.#at += digits.length;
    return Number(digits) <= INT_MAX ? Number(digits) : this.#args.fail('integral size overflow');
  }

  #paddingOf(size: number, position: number): number {
    if (size === 0) return 0;
    const unit = Math.min(size, this.#alignment);
    // Not the distance to a multiple where the unit is no power of 2; live servers agree.
    return (unit - (position & (unit - 1))) & (unit - 1);
  }
}
