/** The palette of reports on a terminal, or none. */
import picocolors from 'picocolors';
import { type Palette, PLAIN } from '../../reports/palette.ts';
import { wantsColour } from './environment.ts';

export function paletteFor(stream: { readonly isTTY?: boolean | undefined }): Palette {
  if (!wantsColour(stream)) return PLAIN;
  const paint = picocolors.createColors(true);
  return {
    good: paint.green,
    bad: paint.red,
    notice: paint.yellow,
    faint: paint.dim,
    strong: paint.bold,
  };
}
