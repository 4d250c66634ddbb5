/** Searching a sorted set for positions within a shape, and what is made of those found. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import type { Connection } from '../../connection.ts';
import { array, bulk, EMPTY_ARRAY } from '../../replies.ts';
import { coverOf } from '../../values/geo/cover.ts';
import {
  type Cell,
  type Position,
  positionOf,
  scoreAfter,
  scoreOf,
} from '../../values/geo/geohash.ts';
import { distanceWithin, type Shape } from '../../values/geo/shape.ts';
import { sortFirst } from '../../values/partial-sort.ts';
import { SortedSetValue } from '../../values/sorted-set.ts';
import { storeResult } from '../sorted-set/store.ts';
import { distanceReply, hashReply, positionReply } from './replies.ts';
import { type SearchForm, type SearchOptions, searchOptionsOf } from './search-options.ts';

interface Place {
  readonly member: ByteString;
  readonly score: number;
  readonly position: Position;
  readonly distance: number;
}

export function search(
  connection: Connection,
  argv: readonly ByteString[],
  form: SearchForm & { readonly keyAt: number },
): Reply {
  const set = connection.db.read(argv[form.keyAt] ?? '', 'zset');
  // 7.2 looks at the key before it looks at the options.
  const options = searchOptionsOf(argv, form, set);
  const places = set === undefined ? [] : placesIn(set, options);
  return options.destination === undefined
    ? placesReply(places, options)
    : store(connection, places, { ...options, destination: options.destination }, form);
}

/** The places that are to be told, in order. */
function placesIn(set: SortedSetValue, options: SearchOptions): Place[] {
  const { centre, extent, order, count = Infinity, any } = options;
  if (centre === undefined || extent === undefined) return [];
  const places = find(set, { ...extent, centre }, any ? count : Infinity);
  // Some of many makes sense in an order only, unless just any will do.
  const direction = order ?? (count < Infinity && !any ? 'ASC' : undefined);
  if (direction !== undefined) {
    const nearer = (a: Place, b: Place) => a.distance - b.distance;
    const compare = direction === 'ASC' ? nearer : (a: Place, b: Place) => nearer(b, a);
    if (count < places.length) sortFirst(places, count, compare);
    else places.sort(compare);
  }
  return count < places.length ? places.slice(0, count) : places;
}

/** Looks through the cells that cover a shape until `limit` places are found. */
function find(set: SortedSetValue, shape: Shape, limit: number): Place[] {
  const places: Place[] = [];
  for (const cell of coverOf(shape)) {
    for (const entries of portionsIn(set, cell)) {
      for (const { key, score } of entries) {
        const position = positionOf(score);
        const distance = distanceWithin(shape, position);
        if (distance !== undefined) places.push({ member: key, score, position, distance });
        if (places.length >= limit) return places;
      }
    }
  }
  return places;
}

const PORTION = 128;

/** The entries with scores in a cell, some at a time, for those who need a few only. */
function* portionsIn(set: SortedSetValue, cell: Cell) {
  const [lowest, after] = [scoreOf(cell), scoreAfter(cell)];
  const { start, end } = set.span({
    isBelow: ({ score }) => score < lowest,
    isAbove: ({ score }) => score >= after,
  });
  for (let rank = start; rank < end; rank += PORTION) {
    yield set.slice({ start: rank, end: Math.min(end, rank + PORTION) });
  }
}

function placesReply(places: readonly Place[], options: SearchOptions): Reply {
  if (places.length === 0) return EMPTY_ARRAY;
  const { withDistance, withHash, withPosition, unit } = options;
  if (!withDistance && !withHash && !withPosition) {
    return array(places.map(({ member }) => bulk(member)));
  }
  const details = places.map(({ member, score, position, distance }) =>
    array([
      bulk(member),
      ...(withDistance ? [distanceReply(distance / unit)] : []),
      ...(withHash ? [hashReply(score)] : []),
      ...(withPosition ? [positionReply(position)] : []),
    ]),
  );
  return array(details);
}

function store(
  connection: Connection,
  places: readonly Place[],
  { destination, storesDistance, unit }: SearchOptions & { destination: ByteString },
  form: SearchForm,
): Reply {
  const pairs = places.map(({ member, score, distance }) => {
    return [member, storesDistance ? distance / unit : score] as const;
  });
  const result = SortedSetValue.of(pairs, connection.core.settings);
  const event = form.stores === 'always' ? 'geosearchstore' : 'georadiusstore';
  return storeResult(connection, { destination, result, event, changes: result.size });
}
