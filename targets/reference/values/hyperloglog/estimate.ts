/**
 * The cardinality that registers stand for, by the improved estimator of Otmar Ertl, "New cardinality
 * estimation algorithms for HyperLogLog sketches" (https://arxiv.org/abs/1702.01284), algorithm 6.
 */
import type { Registers } from './dense.ts';
import { COUNTED_BITS, REGISTER_COUNT } from './hash.ts';

// 1 / (2 ln 2), as the double next to it.
const ALPHA = 0.7213475204444817;

export function estimate(registers: Registers): bigint {
  const histogram = new Int32Array(64);
  for (let i = 0; i < registers.length; i += 1) {
    const count = registers[i] as number;
    histogram[count] = (histogram[count] as number) + 1;
  }
  return estimateOf(histogram);
}

function estimateOf(histogram: Int32Array): bigint {
  const m = REGISTER_COUNT;
  const share = (count: number) => (histogram[count] ?? 0) / m;
  let z = m * tau((m - (histogram[COUNTED_BITS + 1] ?? 0)) / m);
  for (let count = COUNTED_BITS; count >= 1; count -= 1) {
    z = (z + (histogram[count] ?? 0)) * 0.5;
  }
  z += m * sigma(share(0));
  const cardinality = (ALPHA * m * m) / z;
  // Registers that no hash makes: what a conversion to 64 bits gives for infinity.
  return Number.isFinite(cardinality) ? BigInt(Math.round(cardinality)) : -(2n ** 63n);
}

function sigma(share: number): number {
  if (share === 1) return Infinity;
  let [power, weight, sum, before] = [share, 1, share, Number.NaN];
  while (sum !== before) {
    power *= power;
    before = sum;
    sum += power * weight;
    weight += weight;
  }
  return sum;
}

function tau(share: number): number {
  if (share === 0 || share === 1) return 0;
  let [root, weight, sum, before] = [share, 1, 1 - share, Number.NaN];
  while (sum !== before) {
    root = Math.sqrt(root);
    before = sum;
    weight *= 0.5;
    sum -= (1 - root) ** 2 * weight;
  }
  return sum / 3;
}
