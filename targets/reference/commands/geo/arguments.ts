/** Positions, lengths and units as arguments. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { floatOf } from '../../arguments.ts';
import { refuse } from '../../errors.ts';
import { LATITUDE_MAX, LONGITUDE_MAX, type Position } from '../../values/geo/geohash.ts';

const METRES: Readonly<Record<string, number>> = { M: 1, KM: 1000, FT: 0.3048, MI: 1609.34 };

/** How many metres a unit has. */
export function unitOf(text: ByteString): number {
  return (
    METRES[text.toUpperCase()] ?? refuse('ERR unsupported unit provided. please use M, KM, FT, MI')
  );
}

export function positionFrom(longitudeText: ByteString, latitudeText: ByteString): Position {
  const [longitude, latitude] = [floatOf(longitudeText), floatOf(latitudeText)];
  if (Math.abs(longitude) > LONGITUDE_MAX || Math.abs(latitude) > LATITUDE_MAX) {
    refuse(`ERR invalid longitude,latitude pair ${sixDigits(longitude)},${sixDigits(latitude)}`);
  }
  return { longitude, latitude };
}

/** As C's `%f`, which writes out large numbers. */
function sixDigits(value: number): string {
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  return Math.abs(value) < 1e21 ? value.toFixed(6) : `${BigInt(value)}.000000`;
}

export interface Length {
  readonly metres: number;
  readonly unit: number;
}

export function radiusFrom(text: ByteString, unitText: ByteString): Length {
  const radius = floatOf(text, 'ERR need numeric radius');
  if (radius < 0) refuse('ERR radius cannot be negative');
  const unit = unitOf(unitText);
  return { metres: radius * unit, unit };
}

export interface BoxSize {
  readonly width: number;
  readonly height: number;
  readonly unit: number;
}

export function boxFrom(
  widthText: ByteString,
  heightText: ByteString,
  unitText: ByteString,
): BoxSize {
  const width = floatOf(widthText, 'ERR need numeric width');
  const height = floatOf(heightText, 'ERR need numeric height');
  if (width < 0 || height < 0) refuse('ERR height or width cannot be negative');
  const unit = unitOf(unitText);
  return { width: width * unit, height: height * unit, unit };
}
