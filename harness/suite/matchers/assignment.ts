/**
 * Who goes with whom, where no order is promised.
 *
 * As many matchers as possible get an item that they accept (augmenting paths, so that an `any`
 * does not take the item that another matcher needs). The rest take what is left: an item that
 * they nearly accept, or else the next one.
 */
type Accepts = (matcher: number, item: number) => boolean;

export interface Assignment {
  /** Index of the matcher by index of the item; `undefined` where no matcher was left. */
  readonly byItem: readonly (number | undefined)[];
  /** The matchers that no item was left for. */
  readonly left: readonly number[];
}

export function assign(
  matcherCount: number,
  itemCount: number,
  accepts: Accepts,
  nearlyAccepts: Accepts = () => false,
): Assignment {
  const byItem: (number | undefined)[] = new Array(itemCount).fill(undefined);
  let left: number[] = [];
  // What a failed search has been through leads nowhere for later ones either: without this, many
  // equal items would cost the cube of their number.
  let deadEnds = new Set<number>();
  for (let matcher = 0; matcher < matcherCount; matcher++) {
    const tried = new Set(deadEnds);
    if (settle(matcher, byItem, accepts, tried)) continue;
    left.push(matcher);
    deadEnds = tried;
  }
  left = left.filter((matcher) => !take(matcher, byItem, nearlyAccepts));
  return { byItem, left: left.filter((matcher) => !take(matcher, byItem, () => true)) };
}

/** Gives the matcher the first free item that it accepts; `false` when there is none. */
function take(matcher: number, byItem: (number | undefined)[], accepts: Accepts): boolean {
  const item = byItem.findIndex((holder, i) => holder === undefined && accepts(matcher, i));
  if (item < 0) return false;
  byItem[item] = matcher;
  return true;
}

/** Finds the matcher an item, if need be by moving others; `false` when there is no way. */
function settle(
  matcher: number,
  byItem: (number | undefined)[],
  accepts: Accepts,
  tried: Set<number>,
): boolean {
  if (take(matcher, byItem, accepts)) return true;
  for (const [item, holder] of byItem.entries()) {
    if (holder === undefined || tried.has(item) || !accepts(matcher, item)) continue;
    tried.add(item);
    if (!settle(holder, byItem, accepts, tried)) continue;
    byItem[item] = matcher;
    return true;
  }
  return false;
}
