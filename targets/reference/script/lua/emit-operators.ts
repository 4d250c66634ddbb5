/** Operators, the arithmetic ones and comparisons apart. */
import type { Binary, Expression, Unary } from './ast.ts';
import { emitArithmetic, emitComparison, emitEquality } from './emit-arithmetic.ts';
import { emitCondition } from './emit-condition.ts';
import { emitNumber } from './emit-literal.ts';
import { emitOperand, emitSettled } from './emit-operand.ts';
import { type FunctionEmitter, sequence } from './emitter.ts';
import { foldedNumber } from './fold.ts';
import { isComparison, staticType } from './static-type.ts';

export function emitUnary(emitter: FunctionEmitter, expression: Unary): string {
  const { operator, operand } = expression;
  if (operator === 'not') return emitCondition(emitter, expression);
  const folded = foldedNumber(expression);
  if (folded !== undefined) return emitNumber(emitter, folded);
  return emitter.scratch(() => {
    const { setup, code } = emitOperand(emitter, operand);
    const name = emitter.nameOf(operand);
    const site = emitter.site(expression.line, [name, name]);
    if (operator === '#') {
      // In brackets, for a number literal would take the dot for its own.
      const length = `(typeof ${code} === 'string' ? (${code}).length : O.length(${code}, fr, ${site}))`;
      return sequence(setup, length);
    }
    if (staticType(operand) === 'number') return sequence(setup, `-${code}`);
    const slow = `yield* O.arithmetic('negate', ${code}, ${code}, fr, ${site})`;
    return sequence(setup, `(typeof ${code} === 'number' ? -${code} : ${slow})`);
  });
}

export function emitBinary(emitter: FunctionEmitter, expression: Binary): string {
  const { operator } = expression;
  if (operator === 'and' || operator === 'or') return emitLogical(emitter, expression);
  if (operator === '..') return emitConcatenation(emitter, expression);
  if (operator === '==' || operator === '~=') return emitEquality(emitter, expression);
  return isComparison(operator)
    ? emitComparison(emitter, expression)
    : emitArithmetic(emitter, expression);
}

function emitLogical(emitter: FunctionEmitter, { operator, left, right }: Binary): string {
  const isAnd = operator === 'and';
  if (staticType(left) === 'boolean') {
    const condition = emitCondition(emitter, left);
    const other = emitter.writers.value(emitter, right);
    return isAnd ? `(${condition} ? ${other} : false)` : `(${condition} ? true : ${other})`;
  }
  return emitter.scratch(() => {
    const value = emitter.writers.value(emitter, left);
    const kept = emitter.temporary();
    const isFalse = `((${kept} = ${value}) === undefined || ${kept} === false)`;
    const other = emitter.writers.value(emitter, right);
    return isAnd ? `(${isFalse} ? ${kept} : ${other})` : `(${isFalse} ? ${other} : ${kept})`;
  });
}

function emitConcatenation(emitter: FunctionEmitter, expression: Binary): string {
  return emitter.scratch(() => {
    const parts = concatenated(expression);
    const operands = parts.map((part) => emitSettled(emitter, part));
    const site = emitter.site(
      expression.line,
      parts.map((part) => emitter.nameOf(part)),
    );
    const setup = operands.flatMap((operand) => operand.setup);
    const codes = operands.map(({ code }) => code);
    const unsure = codes.filter((_, i) => parts[i]?.kind !== 'string');
    const isText = unsure.map((code) => `typeof ${code} === 'string'`).join(' && ');
    const all = `[${codes.join(', ')}]`;
    const joined = emitter.temporary();
    const slow = `(${joined} = O.joined(${all})) !== undefined ? ${joined} : yield* O.concatenate(${all}, fr, ${site})`;
    return sequence(setup, `(${isText === '' ? 'true' : isText} ? ${codes.join(' + ')} : ${slow})`);
  });
}

/** `a .. b .. c` is one operation of three operands. */
function concatenated(expression: Expression): Expression[] {
  if (expression.kind !== 'binary' || expression.operator !== '..') return [expression];
  return [expression.left, ...concatenated(expression.right)];
}
