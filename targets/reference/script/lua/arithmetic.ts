/** Arithmetic where JavaScript's own operator is not C's. */
import type { ByteString } from '../../../../harness/wire/reply.ts';

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '^' | 'negate';

export const EVENT_OF: Readonly<Record<ArithmeticOperator, ByteString>> = {
  '+': '__add',
  '-': '__sub',
  '*': '__mul',
  '/': '__div',
  '%': '__mod',
  '^': '__pow',
  negate: '__unm',
};

export function calculate(operator: ArithmeticOperator, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return modulo(left, right);
    case '^':
      return power(left, right);
    case 'negate':
      return -left;
  }
}

/** Lua's `%`, which takes the sign of the divisor. */
export function modulo(left: number, right: number): number {
  return left - Math.floor(left / right) * right;
}

/** C's pow: 1 to any power is 1, where JavaScript says NaN. */
export function power(base: number, exponent: number): number {
  if (base === 1 || (base === -1 && Math.abs(exponent) === Infinity)) return 1;
  return base ** exponent;
}
