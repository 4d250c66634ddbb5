/** Compares by code units, the same on every machine. */
export function byText<Item>(textOf: (item: Item) => string): (a: Item, b: Item) => number {
  return (a, b) => {
    const [left, right] = [textOf(a), textOf(b)];
    return Number(left > right) - Number(left < right);
  };
}
