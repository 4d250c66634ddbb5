import type { FunctionEmitter } from './emitter.ts';

/** A number as JavaScript writes it. */
export function emitNumber(emitter: FunctionEmitter, value: number): string {
  if (value !== 0) return value < 0 ? `(${value})` : String(value);
  emitter.zero ??= Object.is(value, -0) ? '-0' : '0';
  return `(${emitter.zero})`;
}
