/**
 * How many nodes a radix tree has that holds ids as 16 bytes each, which XINFO STREAM tells: one for
 * each id, one for each place where ids part, and one for each run of bytes between those.
 */
import type { Identified } from './stream-by-id.ts';
import type { StreamId } from './stream-id.ts';

const ID_BYTES = 16;

/** Counts the nodes for ids that come in order. */
export function radixNodeCount(items: Iterable<Identified>): number {
  let nodes = 0;
  let previous: StreamId | undefined;
  /** Depths at which the path to the last id parts from others, from the root down. */
  const forks: number[] = [];
  for (const { id } of items) {
    nodes += 1;
    if (previous !== undefined) {
      const fork = commonBytes(previous, id);
      nodes += leave(forks, fork);
      if (forks.at(-1) !== fork) {
        forks.push(fork);
        nodes += 1;
      }
    }
    previous = id;
  }
  return previous === undefined ? 1 : nodes + leave(forks, -1);
}

/** Leaves the path up to a depth; says how many runs of bytes lie between what is left. */
function leave(forks: number[], depth: number): number {
  let runs = 0;
  let child = ID_BYTES;
  for (let fork = forks.at(-1); fork !== undefined && fork > depth; fork = forks.at(-1)) {
    // The first byte after a fork belongs to the fork itself.
    if (child - fork > 1) runs += 1;
    child = fork;
    forks.pop();
  }
  return child - depth > 1 ? runs + 1 : runs;
}

function commonBytes(one: StreamId, other: StreamId): number {
  return ID_BYTES - Math.ceil((one ^ other).toString(16).length / 2);
}
