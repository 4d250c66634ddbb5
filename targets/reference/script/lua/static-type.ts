/** What is known of an expression before it runs; it saves checks in the generated code. */
import type { BinaryOperator, Expression } from './ast.ts';

export type StaticType = 'number' | 'string' | 'boolean' | 'nil' | 'table' | 'function' | 'any';

const COMPARISONS: ReadonlySet<BinaryOperator> = new Set(['==', '~=', '<', '<=', '>', '>=']);

export function isComparison(operator: BinaryOperator): boolean {
  return COMPARISONS.has(operator);
}

export function staticType(expression: Expression): StaticType {
  switch (expression.kind) {
    case 'nil':
    case 'number':
    case 'string':
    case 'table':
    case 'function':
      return expression.kind;
    case 'true':
    case 'false':
      return 'boolean';
    case 'local':
      return expression.binding.numeric ? 'number' : 'any';
    case 'parentheses':
      return staticType(expression.inner);
    case 'unary':
      return unaryType(expression.operator, expression.operand);
    case 'binary':
      return binaryType(expression.operator, expression.left, expression.right);
    default:
      return 'any';
  }
}

function unaryType(operator: string, operand: Expression): StaticType {
  if (operator === 'not') return 'boolean';
  return operator === '#' ? 'number' : numberIfAll(operand);
}

function binaryType(operator: BinaryOperator, left: Expression, right: Expression): StaticType {
  if (isComparison(operator)) return 'boolean';
  if (operator === 'and' || operator === 'or' || operator === '..') return 'any';
  return numberIfAll(left, right);
}

function numberIfAll(...operands: readonly Expression[]): StaticType {
  return operands.every((operand) => staticType(operand) === 'number') ? 'number' : 'any';
}

/** Reading it has no effect and needs no time, and what it reads is settled when it is read. */
export function isConstant({ kind }: Expression): boolean {
  return (
    kind === 'nil' || kind === 'true' || kind === 'false' || kind === 'number' || kind === 'string'
  );
}

/** A constant, or a variable, which Lua reads where the operation happens. */
export function isSimple(expression: Expression): boolean {
  return expression.kind === 'local' || isConstant(expression);
}

/** Whether an expression may give any number of values. */
export function isMulti(expression: Expression): boolean {
  return expression.kind === 'call' || expression.kind === 'varargs';
}
