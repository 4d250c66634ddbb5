/** The generator of POSIX' `lrand48`: scripts of a server draw the same numbers everywhere. */

const MULTIPLIER = 0x5deece66dn;
const INCREMENT = 0xbn;
const STATE_BITS = 48;
const SEED_LOW = 0x330en;
// Of a generator that nobody has seeded.
const FIRST_STATE = 0x1234abcd330en;
const RESULT_MAX = 2 ** 31 - 1;

export class Drand48 {
  private state = FIRST_STATE;

  /** `seed` is a 32-bit integer. */
  seed(seed: number): void {
    this.state = (BigInt.asUintN(32, BigInt(seed)) << 16n) | SEED_LOW;
  }

  /** From 0 up to, but not including, 1. */
  next(): number {
    this.state = BigInt.asUintN(STATE_BITS, this.state * MULTIPLIER + INCREMENT);
    return (Number(this.state >> 17n) % RESULT_MAX) / RESULT_MAX;
  }
}
