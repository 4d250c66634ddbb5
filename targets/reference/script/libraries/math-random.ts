/**
 * `math.random` as scripts of 7.2 have it: the 48-bit sequence of POSIX `lrand48`, which begins with
 * the server and goes on from script to script, so that every server gives the same numbers.
 */
import type { Arguments } from './arguments.ts';
import type { Routine } from './library.ts';

const MULTIPLIER = 0x5deece66dn;
const INCREMENT = 0xbn;
const MASK_48 = (1n << 48n) - 1n;
const LOW_WORD = 0x330en;
// Where the sequence stands before anybody has given it a seed.
const FIRST_STATE = 0x1234abcd330en;
const OUTPUT_MAX = 2147483647;

export class RandomSequence {
  #state = FIRST_STATE;

  /** Begins the sequence that belongs to a number, of which 32 bits count. */
  seed(seed: number): void {
    this.#state = (BigInt.asUintN(32, integerOf(seed)) << 16n) | LOW_WORD;
  }

  /** From 0 to below 1. */
  next(): number {
    this.#state = (this.#state * MULTIPLIER + INCREMENT) & MASK_48;
    return (Number(this.#state >> 17n) % OUTPUT_MAX) / OUTPUT_MAX;
  }

  routines(): Readonly<Record<'random' | 'randomseed', Routine>> {
    return {
      random: (args) => [this.#random(args)],
      randomseed: (args) => {
        this.seed(args.integer(1));
        return [];
      },
    };
  }

  #random(args: Arguments): number {
    const fraction = this.next();
    if (args.count === 0) return fraction;
    if (args.count > 2) return args.fail('wrong number of arguments');
    const low = args.count === 1 ? 1 : args.integer(1);
    const high = args.integer(args.count);
    if (low > high) args.refuse(args.count, 'interval is empty');
    return Math.floor(fraction * (high - low + 1)) + low;
  }
}

function integerOf(value: number): bigint {
  return Number.isFinite(value) ? BigInt(Math.trunc(value)) : 0n;
}
