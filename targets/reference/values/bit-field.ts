/** Integers of 1 to 64 bits that lie at any bit of a buffer, the highest bit first. */

export interface FieldType {
  readonly signed: boolean;
  readonly width: number;
}

export type Overflow = 'WRAP' | 'SAT' | 'FAIL';

/** Bits past the end are 0. */
export function readField(bytes: Buffer, { signed, width }: FieldType, offset: number): bigint {
  const [first, last] = [Math.floor(offset / 8), Math.floor((offset + width - 1) / 8)];
  let window = 0n;
  for (let i = first; i <= last; i += 1) window = (window << 8n) | BigInt(bytes[i] ?? 0);
  window >>= BigInt(after(offset + width));
  return signed ? BigInt.asIntN(width, window) : BigInt.asUintN(width, window);
}

/** Writes the lowest bits of a value; the bytes must be there. */
export function writeField(
  bytes: Buffer,
  { width }: FieldType,
  offset: number,
  value: bigint,
): void {
  const [first, last] = [Math.floor(offset / 8), Math.floor((offset + width - 1) / 8)];
  const shift = BigInt(after(offset + width));
  let rest = BigInt.asUintN(width, value) << shift;
  let mask = ((1n << BigInt(width)) - 1n) << shift;
  for (let i = last; i >= first; i -= 1) {
    bytes[i] = ((bytes[i] ?? 0) & ~Number(mask & 0xffn)) | Number(rest & 0xffn);
    rest >>= 8n;
    mask >>= 8n;
  }
}

/** How many bits of its last byte come after a field. */
function after(end: number): number {
  return (8 - (end % 8)) % 8;
}

/** A value made to fit a type; `undefined` when it does not and is not to be changed. */
export function fitted(
  value: bigint,
  { signed, width }: FieldType,
  overflow: Overflow,
): bigint | undefined {
  const wrapped = signed ? BigInt.asIntN(width, value) : BigInt.asUintN(width, value);
  if (wrapped === value || overflow === 'WRAP') return wrapped;
  if (overflow === 'FAIL') return undefined;
  const max = (1n << BigInt(signed ? width - 1 : width)) - 1n;
  const min = signed ? -max - 1n : 0n;
  return value > max ? max : min;
}
