/** Sizes of allocations as jemalloc, the usual allocator of 7.2, rounds them up. */

const QUANTUM = 16;
// Above this, each doubling is divided into four classes.
const SPACED_BY_QUANTUM_MAX = 128;

/** What an allocation of so many bytes takes. */
export function allocated(bytes: number): number {
  if (bytes <= 8) return 8;
  if (bytes <= SPACED_BY_QUANTUM_MAX) return Math.ceil(bytes / QUANTUM) * QUANTUM;
  const spacing = 2 ** (Math.ceil(Math.log2(bytes)) - 3);
  return Math.ceil(bytes / spacing) * spacing;
}

// The header of a string grows with the length that it has to hold.
const HEADERS: readonly (readonly [lengthMax: number, bytes: number])[] = [
  [31, 1],
  [255, 3],
  [65535, 5],
  [Infinity, 9],
];

/** What a string takes by itself, with header and final zero. */
export function stringBytes(length: number): number {
  const header = HEADERS.find(([lengthMax]) => length <= lengthMax)?.[1] ?? 0;
  return allocated(header + length + 1);
}
