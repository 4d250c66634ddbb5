/** Version ranges as expectations write them: `8.0`, `*`, `>=7.0 <8.6`. Pure. */

/** Whether the version lies in the range; each part of it must hold. */
export function covers(range: string, version: string): boolean {
  return range
    .trim()
    .split(/\s+/)
    .every((part) => partCovers(part, version));
}

function partCovers(part: string, version: string): boolean {
  if (part === '*') return true;
  const [, operator = '', bound = ''] = /^(>=|<=|>|<)?(.*)$/.exec(part) ?? [];
  const order = compare(version, bound);
  switch (operator) {
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '<':
      return order < 0;
    default:
      return order === 0;
  }
}

/** As far as the bound is spelled: 8.0.2 is equal to 8.0. */
function compare(version: string, bound: string): number {
  const parts = version.split('.').map(Number);
  for (const [i, wanted] of bound.split('.').map(Number).entries()) {
    const order = (parts[i] ?? 0) - wanted;
    if (order !== 0) return order;
  }
  return 0;
}
