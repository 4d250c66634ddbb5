/** Text in columns. A code point counts as one column: what is put in columns here is never CJK. */

/** The text, or its beginning with `…` where it does not fit. */
export function clip(text: string, width: number): string {
  const points = [...text];
  return points.length <= width ? text : `${points.slice(0, Math.max(width - 1, 0)).join('')}…`;
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(width - columns(text), 0));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(width - columns(text), 0)) + text;
}

export function columns(text: string): number {
  return [...text].length;
}

/** Lines no wider than `width`, broken at spaces; the first starts with `first`, the others with `next`. */
export function wrap(text: string, width: number, first = '', next: string = first): string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(' ')) {
    if (!empty && columns(line) + 1 + columns(word) > width) {
      lines.push(line);
      line = next;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
}
