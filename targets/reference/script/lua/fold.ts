/** Arithmetic on literals is done when a chunk is compiled, as Lua does it. */
import { type ArithmeticOperator, calculate, EVENT_OF } from './arithmetic.ts';
import type { Expression } from './ast.ts';

/** The number that an expression of literals comes to; nothing when Lua leaves it to the run. */
export function foldedNumber(expression: Expression): number | undefined {
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'parentheses':
      return foldedNumber(expression.inner);
    case 'unary': {
      const operand = expression.operator === '-' ? foldedNumber(expression.operand) : undefined;
      return operand === undefined || Number.isNaN(operand) ? undefined : -operand;
    }
    case 'binary':
      return isArithmetic(expression.operator)
        ? foldedBinary(expression.operator, expression.left, expression.right)
        : undefined;
    default:
      return undefined;
  }
}

function foldedBinary(
  operator: ArithmeticOperator,
  left: Expression,
  right: Expression,
): number | undefined {
  const b = foldedNumber(right);
  if (b === undefined) return undefined;
  const a = foldedNumber(left);
  const dividesByZero = b === 0 && (operator === '/' || operator === '%');
  if (a === undefined || dividesByZero) return undefined;
  const result = calculate(operator, a, b);
  return Number.isNaN(result) ? undefined : result;
}

function isArithmetic(operator: string): operator is ArithmeticOperator {
  return Object.hasOwn(EVENT_OF, operator);
}
