/** Skyscrapers at night in four shades of gray, as an old game might have drawn them. */
import type { ByteString } from '../../../../../harness/wire/reply.ts';

export interface LandscapeSize {
  readonly columns: number;
  readonly rows: number;
}

// From the sky to the nearest houses, as escapes of the terminal.
const SHADES = ['0;97;107', '0;37;47', '0;90;100', '0;30;40'];
// Larger ones would be large for their own sake; 7.2 has this limit too.
const SIDE_MAX = 1000;
const LAYERS = 3;

function within(value: number): number {
  return Math.min(SIDE_MAX, Math.max(1, value));
}

export function landscape(size: LandscapeSize, random: () => number): ByteString {
  const columns = within(size.columns);
  const rows = within(size.rows);
  const shades = Array.from({ length: rows }, () => new Uint8Array(columns));
  for (let layer = 1; layer <= LAYERS; layer += 1) {
    buildHouses(shades, { layer, columns, rows }, random);
  }
  return shades
    .map((line) => `${[...line].map((shade) => `\x1b[${SHADES[shade]}m \x1b[0m`).join('')}\n`)
    .join('');
}

interface Layer extends LandscapeSize {
  readonly layer: number;
}

function buildHouses(
  shades: readonly Uint8Array[],
  { layer, columns, rows }: Layer,
  random: () => number,
): void {
  for (let x = 0; x < columns; ) {
    const width = 6 + Math.floor(random() * 6);
    // The nearer the lower, so that those behind are seen.
    const height = Math.floor((rows / layer) * (0.4 + random() * 0.5));
    for (const line of shades.slice(rows - height)) line.fill(layer, x, x + width);
    x += width + Math.floor(random() * 3);
  }
}
