/**
 * Rounds of several ways to do the same work, taken in turn: s a b s a b …
 *
 * A machine is never quite idle. Ways that take turns meet the same neighbours, so their ratio within
 * a round says more than any figure alone, and the spread over the rounds says how much to believe it.
 */

/** One way of sending the cells. */
export interface Way extends AsyncDisposable {
  readonly name: string;
  /** Sends all cells, or the next part of them, and gives how many. */
  pass(): Promise<number>;
}

export interface Figure {
  readonly cellsPerSecond: number;
  /** Of this process; the server's is not in it. */
  readonly cpuMicrosPerCell: number;
}

/** The figures of each way, in the order of the ways, one for each round. */
export type Measured = readonly (readonly Figure[])[];

export interface RoundOptions {
  readonly rounds: number;
  /** A way's turn is over with the first pass that ends after this. */
  readonly turnMs: number;
  /** Turns before the first round, for the just-in-time compiler; not measured. */
  readonly warmUpMs: number;
  readonly signal: AbortSignal;
}

/** Rejects when a way does, or when the signal aborts. */
export async function measure(ways: readonly Way[], options: RoundOptions): Promise<Measured> {
  const figures = ways.map((): Figure[] => []);
  for (const way of ways) await turn(way, options.warmUpMs, options.signal);
  for (let round = 0; round < options.rounds; round++) {
    for (const [i, way] of ways.entries()) {
      figures[i]?.push(await turn(way, options.turnMs, options.signal));
    }
  }
  return figures;
}

async function turn(way: Way, turnMs: number, signal: AbortSignal): Promise<Figure> {
  const [began, cpuBefore] = [performance.now(), process.cpuUsage()];
  let cells = 0;
  let tookMs = 0;
  do {
    signal.throwIfAborted();
    cells += await way.pass();
    tookMs = performance.now() - began;
  } while (tookMs < turnMs);
  const { user, system } = process.cpuUsage(cpuBefore);
  return { cellsPerSecond: (cells / tookMs) * 1000, cpuMicrosPerCell: (user + system) / cells };
}

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** The middle of the values and their ends; of an even number of values, the mean of the middle two. */
export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return {
    median: ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2,
    min: sorted[0] ?? Number.NaN,
    max: sorted.at(-1) ?? Number.NaN,
  };
}

/** How many times as fast as `other` a way was, round by round. */
export function ratio(figures: readonly Figure[], other: readonly Figure[]): Spread {
  return spread(
    figures.map(
      ({ cellsPerSecond }, round) => cellsPerSecond / (other[round]?.cellsPerSecond ?? Number.NaN),
    ),
  );
}
