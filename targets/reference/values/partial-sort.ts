/**
 * Sorts the first part of an array, so that N results of many cost no full sort: the quicksort of
 * Bentley and McIlroy, "Engineering a Sort Function" (1993), which leaves out what lies after the
 * part. Not stable: equal items come in the order that this algorithm gives, as they do in 7.2.
 */

type Compare<T> = (a: T, b: T) => number;

const INSERTION_MAX = 6;
const NINTHER_MIN = 41;

/** Afterwards the first `count` items are those that a full sort would put there, in order. */
export function sortFirst<T>(items: T[], count: number, compare: Compare<T>): void {
  sortPart({ items, compare, count }, 0, items.length);
}

interface Work<T> {
  readonly items: T[];
  readonly compare: Compare<T>;
  readonly count: number;
}

function sortPart<T>(work: Work<T>, from: number, end: number): void {
  let [start, size] = [from, end - from];
  while (size > INSERTION_MAX) {
    const { less, greater } = partition(work, start, size);
    if (less > 1) sortPart(work, start, start + less);
    start = start + size - greater;
    size = greater;
    if (size <= 1 || start >= work.count) return;
  }
  sortFew(work, start, start + size);
}

function sortFew<T>({ items, compare }: Work<T>, start: number, end: number): void {
  for (let i = start + 1; i < end; i += 1) {
    for (let k = i; k > start && compare(items[k - 1] as T, items[k] as T) > 0; k -= 1) {
      swap(items, k, k - 1);
    }
  }
}

/** Says how many items are less than the pivot and how many greater; the equal ones lie between. */
function partition<T>(
  { items, compare }: Work<T>,
  start: number,
  size: number,
): { less: number; greater: number } {
  swap(items, start, pivotOf({ items, compare }, start, size));
  const pivot = items[start] as T;
  const end = start + size;
  // Items equal to the pivot gather at both ends first.
  let [equalLeft, left, right, equalRight] = [start + 1, start + 1, end - 1, end - 1];
  for (;;) {
    for (let order = 0; left <= right; left += 1) {
      order = compare(items[left] as T, pivot);
      if (order > 0) break;
      if (order === 0) swap(items, equalLeft++, left);
    }
    for (let order = 0; left <= right; right -= 1) {
      order = compare(items[right] as T, pivot);
      if (order < 0) break;
      if (order === 0) swap(items, right, equalRight--);
    }
    if (left > right) break;
    swap(items, left++, right--);
  }
  const [less, greater] = [left - equalLeft, equalRight - right];
  swapRuns(items, start, left, Math.min(equalLeft - start, less));
  swapRuns(items, left, end, Math.min(greater, end - 1 - equalRight));
  return { less, greater };
}

/** Changes `count` items from `start` with as many before `end`. */
function swapRuns<T>(items: T[], start: number, end: number, count: number): void {
  for (let i = 0; i < count; i += 1) swap(items, start + i, end - count + i);
}

/** The middle item, the median of three, or the median of three medians, by size. */
function pivotOf<T>(
  { items, compare }: Pick<Work<T>, 'items' | 'compare'>,
  start: number,
  size: number,
): number {
  const median = (a: number, b: number, c: number) => {
    const order = (i: number, k: number) => compare(items[i] as T, items[k] as T);
    const isRising = order(a, b) < 0;
    if (isRising ? order(b, c) < 0 : order(b, c) > 0) return b;
    return order(a, c) < 0 === isRising ? c : a;
  };
  const [middle, last] = [start + Math.floor(size / 2), start + size - 1];
  if (size === INSERTION_MAX + 1) return middle;
  if (size < NINTHER_MIN) return median(start, middle, last);
  const eighth = Math.floor(size / 8);
  return median(
    median(start, start + eighth, start + 2 * eighth),
    median(middle - eighth, middle, middle + eighth),
    median(last - 2 * eighth, last - eighth, last),
  );
}

function swap<T>(items: T[], i: number, k: number): void {
  const item = items[i] as T;
  items[i] = items[k] as T;
  items[k] = item;
}
