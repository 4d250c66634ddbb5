/** The order in which SORT puts elements; pure. */
import type { ByteString } from '../../../../../harness/wire/reply.ts';
import { refuse } from '../../../errors.ts';
import { parseFloat64 } from '../../../numbers.ts';

/** An element and the text that it is sorted by, if there is one. */
export interface Weighed {
  readonly element: ByteString;
  readonly weight: ByteString | undefined;
}

/** By number; equal ones by the bytes of the element. */
export function sortByNumber(items: readonly Weighed[], descending: boolean): ByteString[] {
  const sign = descending ? -1 : 1;
  return items
    .map(({ element, weight }) => ({ element, score: scoreOf(weight) }))
    .sort((one, other) => sign * (one.score - other.score || compare(one.element, other.element)))
    .map(({ element }) => element);
}

/** By bytes; what has no weight comes first, and equal ones keep their places. */
export function sortByBytes(items: readonly Weighed[], descending: boolean): ByteString[] {
  const sign = descending ? -1 : 1;
  return [...items]
    .sort((one, other) => sign * compareWeights(one.weight, other.weight))
    .map(({ element }) => element);
}

function compareWeights(one: ByteString | undefined, other: ByteString | undefined): number {
  if (one === undefined || other === undefined) {
    return Number(one !== undefined) - Number(other !== undefined);
  }
  return compare(one, other);
}

function compare(one: ByteString, other: ByteString): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** A missing or empty weight counts as 0. As strtod does, skips blanks before, and ends at a NUL byte. */
function scoreOf(weight: ByteString | undefined): number {
  const [text = ''] = (weight ?? '').replace(/^[\t-\r ]+/, '').split('\0', 1);
  if (text === '') return 0;
  return parseFloat64(text) ?? refuse("ERR One or more scores can't be converted into double");
}
