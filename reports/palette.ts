/** How a report stresses its words. The caller decides whether that means colour, or nothing. */
export type Paint = (text: string) => string;

export interface Palette {
  readonly good: Paint;
  readonly bad: Paint;
  readonly notice: Paint;
  readonly faint: Paint;
  readonly strong: Paint;
}

const asItIs: Paint = (text) => text;

/** No colour at all: pipes, files, NO_COLOR. */
export const PLAIN: Palette = {
  good: asItIs,
  bad: asItIs,
  notice: asItIs,
  faint: asItIs,
  strong: asItIs,
};
