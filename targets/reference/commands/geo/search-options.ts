/** The options of the search commands; which of them a command takes is its `SearchForm`. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { at, integerOf, Tail } from '../../arguments.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { type Position, positionOf } from '../../values/geo/geohash.ts';
import type { SortedSetValue } from '../../values/sorted-set.ts';
import { boxFrom, positionFrom, radiusFrom } from './arguments.ts';

export interface SearchForm {
  /** Where the centre is told: in the first arguments, with the radius, or as an option. */
  readonly centre: 'position' | 'member' | 'option';
  readonly stores: 'never' | 'as-told' | 'always';
}

/** What is searched for, around a centre; lengths are in metres. */
export type Extent =
  | { readonly kind: 'circle'; readonly radius: number }
  | { readonly kind: 'box'; readonly width: number; readonly height: number };

export interface SearchOptions {
  /** Unknown where the centre is a member of a set that is not there. */
  centre?: Position;
  centreFrom?: 'member' | 'position';
  extent?: Extent;
  /** How many metres the unit has in which distances are told. */
  unit: number;
  order?: 'ASC' | 'DESC';
  count?: number;
  /** The first that are found will do. */
  any?: true;
  withDistance?: true;
  withHash?: true;
  withPosition?: true;
  destination?: ByteString;
  storesDistance?: boolean;
}

type Found = SortedSetValue | undefined;

/** Reads all arguments of a search of a set, which may be missing. */
export function searchOptionsOf(
  argv: readonly ByteString[],
  form: SearchForm,
  set: Found,
): SearchOptions {
  const options: SearchOptions = { unit: 1 };
  if (form.stores === 'always') options.destination = at(argv, 1);
  const from = readFixed(argv, form, set, options);
  const tail = new Tail(argv, from);
  while (tail.more) {
    const option = tail.word();
    const isKnown =
      readCommon(option, tail, options) ||
      (form.stores === 'as-told' && readStore(option, tail, options)) ||
      (form.centre === 'option' && readShape(option, tail, set, options)) ||
      (form.stores === 'always' && option === 'STOREDIST' && storeDistance(options));
    if (!isKnown) refuse(SYNTAX_ERROR);
  }
  refuseConflicts(at(argv, 0), form, options);
  return options;
}

/** GEORADIUS and its kin have the centre and the radius first. Says where the options begin. */
function readFixed(
  argv: readonly ByteString[],
  { centre, stores }: SearchForm,
  set: Found,
  options: SearchOptions,
): number {
  if (centre === 'option') return stores === 'always' ? 3 : 2;
  const from = centre === 'position' ? 6 : 5;
  if (centre === 'position') options.centre = positionFrom(at(argv, 2), at(argv, 3));
  // 7.2 does not look at the radius around a member of a set that is not there.
  else if (set === undefined) return from;
  else options.centre = memberPosition(set, at(argv, 2));
  setRadius(options, at(argv, from - 2), at(argv, from - 1));
  return from;
}

function memberPosition(set: SortedSetValue, member: ByteString): Position {
  const score = set.score(member) ?? refuse('ERR could not decode requested zset member');
  return positionOf(score);
}

function setRadius(options: SearchOptions, text: ByteString, unitText: ByteString): true {
  const { metres, unit } = radiusFrom(text, unitText);
  options.extent = { kind: 'circle', radius: metres };
  options.unit = unit;
  return true;
}

function readCommon(option: string, tail: Tail, options: SearchOptions): boolean {
  if (option === 'WITHDIST') options.withDistance = true;
  else if (option === 'WITHHASH') options.withHash = true;
  else if (option === 'WITHCOORD') options.withPosition = true;
  else if (option === 'ANY') options.any = true;
  else if (option === 'ASC' || option === 'DESC') options.order = option;
  else if (option === 'COUNT' && tail.more) {
    options.count = integerOf(tail.value());
    if (options.count <= 0) refuse('ERR COUNT must be > 0');
  } else return false;
  return true;
}

function readStore(option: string, tail: Tail, options: SearchOptions): boolean {
  if ((option !== 'STORE' && option !== 'STOREDIST') || !tail.more) return false;
  options.destination = tail.value();
  options.storesDistance = option === 'STOREDIST';
  return true;
}

function storeDistance(options: SearchOptions): true {
  options.storesDistance = true;
  return true;
}

/** One centre and one extent; the same kind may come again, and the last one counts. */
function readShape(option: string, tail: Tail, set: Found, options: SearchOptions): boolean {
  if (option === 'FROMMEMBER' && tail.left >= 1 && options.centreFrom !== 'position') {
    const member = tail.value();
    if (set !== undefined) options.centre = memberPosition(set, member);
    options.centreFrom = 'member';
  } else if (option === 'FROMLONLAT' && tail.left >= 2 && options.centreFrom !== 'member') {
    options.centre = positionFrom(tail.value(), tail.value());
    options.centreFrom = 'position';
  } else if (option === 'BYRADIUS' && tail.left >= 2 && options.extent?.kind !== 'box') {
    setRadius(options, tail.value(), tail.value());
  } else if (option === 'BYBOX' && tail.left >= 3 && options.extent?.kind !== 'circle') {
    const { width, height, unit } = boxFrom(tail.value(), tail.value(), tail.value());
    options.extent = { kind: 'box', width, height };
    options.unit = unit;
  } else return false;
  return true;
}

function refuseConflicts(name: ByteString, form: SearchForm, options: SearchOptions): void {
  const { withDistance, withHash, withPosition } = options;
  if (options.destination !== undefined && (withDistance || withHash || withPosition)) {
    const what = form.stores === 'always' ? 'GEOSEARCHSTORE' : 'STORE option in GEORADIUS';
    refuse(`ERR ${what} is not compatible with WITHDIST, WITHHASH and WITHCOORD options`);
  }
  if (form.centre === 'option' && options.centreFrom === undefined) {
    refuse(`ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for ${name}`);
  }
  if (form.centre === 'option' && options.extent === undefined) {
    refuse(`ERR exactly one of BYRADIUS and BYBOX can be specified for ${name}`);
  }
  if (options.any && options.count === undefined) {
    refuse('ERR the ANY argument requires COUNT argument');
  }
}
