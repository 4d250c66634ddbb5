/**
 * The sparse encoding: runs of equal registers. One byte `00nnnnnn` is a run of 1–64 zeros, two
 * bytes `01nnnnnn nnnnnnnn` one of 1–16384 zeros, one byte `1vvvvvnn` a run of 1–4 registers that
 * hold 1–32. A sketch with a higher register must be dense.
 */
import type { Registers } from './dense.ts';
import { REGISTER_COUNT } from './hash.ts';
import { HEADER_LENGTH, label } from './header.ts';

export const SPARSE_COUNT_MAX = 32;

const SHORT_ZEROS_MAX = 64;
const EQUALS_MAX = 4;

/** A new sketch: one run of zeros. */
export function emptySparse(): Buffer {
  const bytes = Buffer.from([...Buffer.alloc(HEADER_LENGTH), ...zeros(REGISTER_COUNT)]);
  label(bytes, 'sparse');
  return bytes;
}

function zeros(length: number): readonly number[] {
  const run = length - 1;
  if (length === 0) return [];
  return length <= SHORT_ZEROS_MAX ? [run] : [0x40 | (run >> 8), run & 0xff];
}

function equals(count: number, length: number): readonly number[] {
  return length === 0 ? [] : [0x80 | ((count - 1) << 2) | (length - 1)];
}

// The three facts of a run apart: PFADD walks hundreds of runs, and objects would slow it down.

function sizeAt(bytes: Buffer, at: number): number {
  return ((bytes[at] as number) & 0xc0) === 0x40 ? 2 : 1;
}

function lengthAt(bytes: Buffer, at: number): number {
  const first = bytes[at] as number;
  if (first >= 0x80) return (first & 3) + 1;
  return first < 0x40 ? first + 1 : (((first & 0x3f) << 8) | (bytes[at + 1] ?? 0)) + 1;
}

/** 0 for a run of zeros. */
function countAt(bytes: Buffer, at: number): number {
  const first = bytes[at] as number;
  return first < 0x80 ? 0 : ((first >> 2) & 0x1f) + 1;
}

export interface SparseRun {
  readonly kind: 'zeros' | 'many-zeros' | 'equals';
  readonly count: number;
  readonly length: number;
}

export function* sparseRuns(bytes: Buffer): Generator<SparseRun> {
  for (let at = HEADER_LENGTH; at < bytes.length; at += sizeAt(bytes, at)) {
    const [count, length] = [countAt(bytes, at), lengthAt(bytes, at)];
    const zeroKind = sizeAt(bytes, at) === 2 ? 'many-zeros' : 'zeros';
    yield { kind: count === 0 ? zeroKind : 'equals', count, length };
  }
}

/** Raises `registers` to those of a sketch; says whether its runs cover just all registers. */
export function mergeSparse(registers: Registers, bytes: Buffer): boolean {
  let index = 0;
  for (let at = HEADER_LENGTH; at < bytes.length; at += sizeAt(bytes, at)) {
    const end = index + lengthAt(bytes, at);
    const count = countAt(bytes, at);
    if (end > REGISTER_COUNT) return false;
    for (; index < end; index += 1) {
      if (count > (registers[index] as number)) registers[index] = count;
    }
  }
  return index === REGISTER_COUNT;
}

/**
 * The sketch with a register raised, in the same buffer where the length allows it. `'same'` when
 * the register is as high already, `'too-long'` when the sketch would outgrow `lengthMax`, and
 * `'corrupt'` when no run covers the register. A count above `SPARSE_COUNT_MAX` must not come here.
 */
export function raiseSparse(
  bytes: Buffer,
  { index, count }: { readonly index: number; readonly count: number },
  lengthMax: number,
): Buffer | 'same' | 'too-long' | 'corrupt' {
  let [at, first, previous] = [HEADER_LENGTH, 0, HEADER_LENGTH];
  for (; at < bytes.length; at += sizeAt(bytes, at)) {
    const end = first + lengthAt(bytes, at);
    if (index < end) break;
    [first, previous] = [end, at];
  }
  if (at >= bytes.length) return 'corrupt';
  const old = countAt(bytes, at);
  if (old >= count) return 'same';
  const run = (length: number) => (old === 0 ? zeros(length) : equals(old, length));
  const after = first + lengthAt(bytes, at) - index - 1;
  const runs = [...run(index - first), ...equals(count, 1), ...run(after)];
  const size = sizeAt(bytes, at);
  // Only what makes a sketch longer is held against the limit, which may have been lowered.
  if (runs.length > size && bytes.length + runs.length - size > lengthMax) return 'too-long';
  return joined(replaced(bytes, { at, size, runs }), previous);
}

function replaced(
  bytes: Buffer,
  { at, size, runs }: { at: number; size: number; runs: readonly number[] },
): Buffer {
  if (runs.length === size) {
    bytes.set(runs, at);
    return bytes;
  }
  // Corrupt bytes can end within a run; the length is reckoned as if they did not, as 7.2 does.
  const length = bytes.length + runs.length - size;
  const parts = [bytes.subarray(0, at), Buffer.from(runs), bytes.subarray(at + size)];
  return Buffer.concat(parts, length);
}

// The run before a split one, its three parts and the one after it.
const JOINED_RUNS = 5;

/** Joins neighbours that hold the same count, as far as one run can. */
function joined(bytes: Buffer, from: number): Buffer {
  let [at, end] = [from, bytes.length];
  for (let looked = 0; looked < JOINED_RUNS && at < end; looked += 1) {
    const count = countAt(bytes, at);
    const next = at + sizeAt(bytes, at);
    const length = next < end ? lengthAt(bytes, at) + lengthAt(bytes, next) : 0;
    if (count > 0 && next < end && countAt(bytes, next) === count && length <= EQUALS_MAX) {
      bytes.copyWithin(at, next, end);
      bytes.set(equals(count, length), at);
      end -= 1;
    } else {
      at = next;
    }
  }
  return end === bytes.length ? bytes : bytes.subarray(0, end);
}
