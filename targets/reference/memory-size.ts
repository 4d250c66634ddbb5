/** Sizes as CONFIG takes them: digits and a unit. */

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1000,
  kb: 1024,
  m: 1000 ** 2,
  mb: 1024 ** 2,
  g: 1000 ** 3,
  gb: 1024 ** 3,
};

/** `undefined` for what is no size. Decimal without `b`, binary with it; no digits count as 0. */
export function parseMemory(text: string): number | undefined {
  const parts = /^([0-9]*)([a-z]*)$/i.exec(text);
  const unit = UNITS[(parts?.[2] ?? '').toLowerCase()];
  return parts === null || unit === undefined ? undefined : Number(parts[1]) * unit;
}
