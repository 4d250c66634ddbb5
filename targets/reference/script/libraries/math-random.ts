/**
 * `math.random` and `math.randomseed` on one sequence for all states, which begins with the server and
 * goes on from script to script, as the sequence of a process does.
 */
import type { Drand48 } from '../lua/drand48.ts';
import type { Arguments } from './arguments.ts';
import type { Routine } from './library.ts';

export function randomRoutines(
  sequence: Drand48,
): Readonly<Record<'random' | 'randomseed', Routine>> {
  return {
    random: (args) => [draw(args, sequence)],
    randomseed: (args) => {
      const seed = args.integer(1);
      sequence.seed(Number.isFinite(seed) ? seed : 0);
      return [];
    },
  };
}

function draw(args: Arguments, sequence: Drand48): number {
  const fraction = sequence.next();
  if (args.count === 0) return fraction;
  if (args.count > 2) return args.fail('wrong number of arguments');
  const low = args.count === 1 ? 1 : args.integer(1);
  const high = args.integer(args.count);
  if (low > high) args.refuse(args.count, 'interval is empty');
  return Math.floor(fraction * (high - low + 1)) + low;
}
