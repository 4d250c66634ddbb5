/**
 * The cells to look through for a shape: the one around its centre and the eight around that, at a
 * step at which they hold the whole shape. Their order is the order of results that nobody sorts.
 */
import { type Area, areaOf, type Cell, cellOf, STEP_MAX } from './geohash.ts';
import { boundsOf, reachOf, type Shape } from './shape.ts';

// Half the way around the equator on the map of Mercator.
const HALF_EQUATOR = 20037726.37;

type Direction = readonly [east: -1 | 0 | 1, north: -1 | 0 | 1];

const DIRECTIONS: readonly Direction[] = [
  [0, 0],
  [0, 1],
  [0, -1],
  [1, 0],
  [-1, 0],
  [1, 1],
  [-1, 1],
  [1, -1],
  [-1, -1],
];

export function coverOf(shape: Shape): readonly Cell[] {
  const bounds = boundsOf(shape);
  let middle = cellOf(shape.centre, stepFor(shape));
  if (middle.step > 1 && !reaches(middle, bounds)) {
    middle = cellOf(shape.centre, middle.step - 1);
  }
  const isNeeded = neededAround(middle, bounds);
  const cells = DIRECTIONS.filter(isNeeded).map((direction) => neighbour(middle, direction));
  return cells.filter((cell, i) => i < 2 || !isSame(cell, cells[i - 1]));
}

/** The step at which a cell is about as wide as the shape; coarser near the poles. */
function stepFor(shape: Shape): number {
  const reach = reachOf(shape);
  if (reach === 0) return STEP_MAX;
  let step = 1;
  for (let metres = reach; metres < HALF_EQUATOR; metres *= 2) step += 1;
  const latitude = Math.abs(shape.centre.latitude);
  const coarser = Number(latitude > 66) + Number(latitude > 80);
  return Math.max(1, Math.min(STEP_MAX, step - 2 - coarser));
}

/** Around the edge of the map one goes on at the other side. */
function neighbour({ x, y, step }: Cell, [east, north]: Direction): Cell {
  const moved = (place: number, by: number) =>
    by === 0 ? place : (place + by + 2 ** step) % 2 ** step;
  return { x: moved(x, east), y: moved(y, north), step };
}

function reaches(middle: Cell, bounds: Area): boolean {
  const areaTo = (direction: Direction) => areaOf(neighbour(middle, direction));
  return (
    areaTo([0, 1]).north >= bounds.north &&
    areaTo([0, -1]).south <= bounds.south &&
    areaTo([1, 0]).east >= bounds.east &&
    areaTo([-1, 0]).west <= bounds.west
  );
}

/** Neighbours are left out where the middle cell reaches as far as the shape. */
function neededAround(middle: Cell, bounds: Area): (direction: Direction) => boolean {
  // The neighbours of so few cells are each other's neighbours, too.
  if (middle.step < 2) return () => true;
  const { west, east, south, north } = areaOf(middle);
  const unneeded = {
    east: [east > bounds.east ? 1 : undefined, west < bounds.west ? -1 : undefined],
    north: [north > bounds.north ? 1 : undefined, south < bounds.south ? -1 : undefined],
  };
  return ([toEast, toNorth]) =>
    !unneeded.east.includes(toEast as 1) && !unneeded.north.includes(toNorth as 1);
}

function isSame(cell: Cell, other: Cell | undefined): boolean {
  return cell.x === other?.x && cell.y === other.y;
}
