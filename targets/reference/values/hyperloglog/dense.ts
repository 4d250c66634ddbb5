/** The dense encoding: 16384 registers of 6 bits in a row, the lowest bits first. */
import { REGISTER_COUNT } from './hash.ts';
import { HEADER_LENGTH, label } from './header.ts';

export const DENSE_LENGTH: number = HEADER_LENGTH + (REGISTER_COUNT * 6) / 8;

export type Registers = Uint8Array;

export function noRegisters(): Registers {
  return new Uint8Array(REGISTER_COUNT);
}

/** Raises a register; says whether it was lower. */
export function raiseDense(bytes: Buffer, index: number, count: number): boolean {
  const at = HEADER_LENGTH + Math.floor((index * 6) / 8);
  const shift = (index * 6) % 8;
  // The last register ends with the last byte, so what is read after it does not count.
  const pair = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
  if (((pair >> shift) & 0x3f) >= count) return false;
  const raised = (pair & ~(0x3f << shift)) | (count << shift);
  bytes[at] = raised;
  if (shift > 2) bytes[at + 1] = raised >> 8;
  return true;
}

/** Raises `registers` to those of a sketch. */
export function mergeDense(registers: Registers, bytes: Buffer): void {
  for (let i = 0, at = HEADER_LENGTH; i < REGISTER_COUNT; i += 4, at += 3) {
    const four =
      (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16);
    raise(registers, i, four & 0x3f);
    raise(registers, i + 1, (four >> 6) & 0x3f);
    raise(registers, i + 2, (four >> 12) & 0x3f);
    raise(registers, i + 3, four >> 18);
  }
}

function raise(registers: Registers, index: number, count: number): void {
  if (count > (registers[index] as number)) registers[index] = count;
}

/** A sketch of these registers, with the header of another. */
export function denseOf(registers: Registers, header: Buffer): Buffer {
  const bytes = Buffer.alloc(DENSE_LENGTH);
  header.copy(bytes, 0, 0, HEADER_LENGTH);
  label(bytes, 'dense');
  registers.forEach((count, index) => {
    if (count > 0) raiseDense(bytes, index, count);
  });
  return bytes;
}
