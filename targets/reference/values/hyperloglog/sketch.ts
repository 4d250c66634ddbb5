/** A HyperLogLog in either encoding. */
import {
  DENSE_LENGTH,
  denseOf,
  mergeDense,
  noRegisters,
  type Registers,
  raiseDense,
} from './dense.ts';
import type { Raise } from './hash.ts';
import { encodingOf, forgetCardinality, isSparse } from './header.ts';
import { mergeSparse, raiseSparse, SPARSE_COUNT_MAX } from './sparse.ts';

/** Whether bytes are taken for a sketch; runs that do not add up show only in use. */
export function isSketch(bytes: Buffer): boolean {
  const encoding = encodingOf(bytes);
  return encoding === 'sparse' || (encoding === 'dense' && bytes.length === DENSE_LENGTH);
}

/** Raises `registers` to those of a sketch; says whether the sketch is sound. */
export function merge(registers: Registers, bytes: Buffer): boolean {
  if (isSparse(bytes)) return mergeSparse(registers, bytes);
  mergeDense(registers, bytes);
  return true;
}

/** The same sketch in the dense encoding. */
export function toDense(bytes: Buffer): Buffer | 'corrupt' {
  if (!isSparse(bytes)) return bytes;
  const registers = noRegisters();
  return mergeSparse(registers, bytes) ? denseOf(registers, bytes) : 'corrupt';
}

/**
 * The sketch with a register raised, in the same buffer where that can be; `'same'` when the register
 * is as high already. A sparse sketch that outgrows `sparseLengthMax` becomes dense.
 */
export function raise(
  bytes: Buffer,
  to: Raise,
  sparseLengthMax: number,
): Buffer | 'same' | 'corrupt' {
  if (isSparse(bytes) && to.count <= SPARSE_COUNT_MAX) {
    const raised = raiseSparse(bytes, to, sparseLengthMax);
    if (raised !== 'too-long') return stale(raised);
  }
  const dense = toDense(bytes);
  if (dense === 'corrupt') return 'corrupt';
  return raiseDense(dense, to.index, to.count) ? stale(dense) : 'same';
}

function stale<R extends Buffer | string>(raised: R): R {
  if (typeof raised !== 'string') forgetCardinality(raised);
  return raised;
}
