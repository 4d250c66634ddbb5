import type { ByteString } from '../../../../../harness/wire/reply.ts';

const SPELLED = /^[ \t\n\v\f\r]*([+-]?)(?:0[xX](?=[\da-zA-Z]))?([\da-zA-Z]+)[ \t\n\v\f\r]*$/;
const UINT64_SIZE = 2n ** 64n;

/** As C's strtoul: negative numbers wrap around, and what is too large is the largest. */
export function parseInBase(text: ByteString, base: number): number | undefined {
  const [, sign, digits] = SPELLED.exec(base === 16 ? text : text.replace(/0[xX]/, '!')) ?? [];
  if (digits === undefined) return undefined;
  let size = 0n;
  for (const digit of digits) {
    const value = Number.parseInt(digit, 36);
    if (value >= base) return undefined;
    size = size * BigInt(base) + BigInt(value);
  }
  if (size >= UINT64_SIZE) return Number(UINT64_SIZE - 1n);
  return Number(sign === '-' ? BigInt.asUintN(64, -size) : size);
}
