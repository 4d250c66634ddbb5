/**
 * How long a command takes, in buckets of two significant digits as 7.2 has them
 * (https://github.com/HdrHistogram/HdrHistogram_c): the precision of its percentiles is seen in INFO.
 */

const NANOSECONDS_MAX = 1_000_000_000;
// Two significant digits take 8 bits of mantissa.
const MANTISSA_BITS = 8;

/** The last value of the bucket that a value falls into. */
function bucketEnd(nanoseconds: number): number {
  const bits = 32 - Math.clz32(nanoseconds);
  const shift = Math.max(0, bits - MANTISSA_BITS);
  return (((nanoseconds >> shift) + 1) << shift) - 1;
}

function bucketOf(microseconds: number): number {
  return bucketEnd(Math.min(NANOSECONDS_MAX, Math.max(1, microseconds * 1000)));
}

// The first level that LATENCY HISTOGRAM reports, in nanoseconds; each other is twice the one before.
const FIRST_LEVEL = 1024;

// Most commands are quicker than so many microseconds, and counting them must cost next to nothing.
const QUICK = 64;

export class LatencyHistogram {
  /** Counts of the quick ones by microseconds, and of the others by the end of their bucket. */
  readonly #quick: number[] = new Array<number>(QUICK).fill(0);
  readonly #others = new Map<number, number>();

  get total(): number {
    return this.#sorted().reduce((sum, [, count]) => sum + count, 0);
  }

  record(microseconds: number): void {
    if (microseconds < QUICK) {
      this.#quick[microseconds] = (this.#quick[microseconds] ?? 0) + 1;
      return;
    }
    const end = bucketOf(microseconds);
    this.#others.set(end, (this.#others.get(end) ?? 0) + 1);
  }

  /** The microseconds that so many percent of the calls stayed within. */
  percentile(percent: number): number {
    const wanted = Math.max(1, Math.floor((percent / 100) * this.total + 0.5));
    let seen = 0;
    let last = 0;
    for (const [end, count] of this.#sorted()) {
      seen += count;
      last = end;
      if (seen >= wanted) break;
    }
    return last / 1000;
  }

  /** Pairs of microseconds and the calls that took no longer, where that number grows. */
  levels(): readonly (readonly [microseconds: number, calls: number])[] {
    const levels: [number, number][] = [];
    let level = bucketEnd(FIRST_LEVEL);
    let seen = 0;
    for (const [end, count] of this.#sorted()) {
      seen += count;
      while (level < end) level = bucketEnd(2 ** Math.ceil(Math.log2(level + 1)));
      const microseconds = Math.floor(level / 1000);
      const last = levels.at(-1);
      if (last?.[0] === microseconds) last[1] = seen;
      else levels.push([microseconds, seen]);
    }
    return levels;
  }

  /** The ends of the buckets that are not empty, with their counts. */
  #sorted(): readonly (readonly [end: number, count: number])[] {
    const buckets = new Map(this.#others);
    for (const [microseconds, count] of this.#quick.entries()) {
      const end = bucketOf(microseconds);
      if (count > 0) buckets.set(end, (buckets.get(end) ?? 0) + count);
    }
    return [...buckets].sort(([one], [other]) => one - other);
  }
}
