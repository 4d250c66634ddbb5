/** The lines of a section, and numbers as INFO writes them for people. */

export type Fields = Readonly<Record<string, string | number>>;

const UNITS = ['K', 'M', 'G', 'T', 'P'];

/** `1.38M`, `34.00K`, `400B`. */
export function humanBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes}B`;
  const power = Math.min(UNITS.length, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** power).toFixed(2)}${UNITS[power - 1]}`;
}

/** A share of something as a percentage with two decimals. */
export function percent(part: number, whole: number): string {
  return `${whole === 0 ? '0.00' : ((part / whole) * 100).toFixed(2)}%`;
}

export function ratio(part: number, whole: number): string {
  return whole === 0 ? '0.00' : (part / whole).toFixed(2);
}
