/** Squares that lose their order row by row, after Georg Nees. */
import type { ByteString } from '../../../../../harness/wire/reply.ts';
import { Canvas } from './braille.ts';

export interface SchotterSize {
  readonly columns: number;
  readonly squaresPerRow: number;
  readonly squaresPerColumn: number;
}

// Larger ones would be large for their own sake; 7.2 has these limits too.
const COLUMNS_MAX = 1000;
const SQUARES_MAX = 200;

function within(value: number, max: number): number {
  return Math.min(max, Math.max(1, value));
}

export function schotter(size: SchotterSize, random: () => number): ByteString {
  const columns = within(size.columns, COLUMNS_MAX);
  const perRow = within(size.squaresPerRow, SQUARES_MAX);
  const perColumn = within(size.squaresPerColumn, SQUARES_MAX);
  const width = columns * 2;
  const padding = width > 4 ? 2 : 0;
  const side = (width - padding * 2) / perRow;
  const canvas = new Canvas(width, Math.ceil((side * perColumn + padding * 2) / 4) * 4);
  for (let row = 0; row < perColumn; row += 1) {
    for (let column = 0; column < perRow; column += 1) {
      const disorder = row === 0 ? 0 : row / perColumn;
      const angle = (random() - 0.5) * disorder;
      const shift = () => (random() - 0.5) * disorder * side * 0.6;
      const x = padding + (column + 0.5) * side + shift();
      const y = padding + (row + 0.5) * side + shift();
      square(canvas, { x, y, radius: side / Math.SQRT2, angle: angle + Math.PI / 4 });
    }
  }
  return canvas.text();
}

interface Square {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly angle: number;
}

function square(canvas: Canvas, { x, y, radius, angle }: Square): void {
  const corners = [0, 1, 2, 3].map((corner) => {
    const turned = angle + (corner * Math.PI) / 2;
    return [x + Math.cos(turned) * radius, y + Math.sin(turned) * radius] as const;
  });
  for (const [index, [fromX, fromY]] of corners.entries()) {
    const [toX, toY] = corners[(index + 1) % corners.length] ?? [fromX, fromY];
    canvas.line(fromX, fromY, toX, toY);
  }
}
