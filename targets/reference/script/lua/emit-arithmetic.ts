/** Arithmetic and comparisons: the plain case for numbers, and a way to the slow one. */
import type { Binary } from './ast.ts';
import { emitNumber } from './emit-literal.ts';
import { emitOperand } from './emit-operand.ts';
import { type FunctionEmitter, sequence } from './emitter.ts';
import { foldedNumber } from './fold.ts';
import { isConstant, staticType } from './static-type.ts';

export function emitArithmetic(emitter: FunctionEmitter, expression: Binary): string {
  const { operator, left, right } = expression;
  const folded = foldedNumber(expression);
  if (folded !== undefined) return emitNumber(emitter, folded);
  return emitter.scratch(() => {
    const a = emitOperand(emitter, left);
    const b = emitOperand(emitter, right);
    const setup = [...a.setup, ...b.setup];
    const plain = plainArithmetic(operator, a.code, b.code);
    const checks = numberChecks(expression, a.code, b.code);
    if (checks === '') return sequence(setup, `(${plain})`);
    const site = emitter.site(expression.line, [emitter.nameOf(left), emitter.nameOf(right)]);
    const slow = `yield* O.arithmetic('${operator}', ${a.code}, ${b.code}, fr, ${site})`;
    return sequence(setup, `(${checks} ? ${plain} : ${slow})`);
  });
}

function plainArithmetic(operator: string, a: string, b: string): string {
  if (operator === '%') return `modulo(${a}, ${b})`;
  return operator === '^' ? `power(${a}, ${b})` : `${a} ${operator} ${b}`;
}

function numberChecks({ left, right }: Binary, a: string, b: string): string {
  const checks = [];
  if (staticType(left) !== 'number') checks.push(`typeof ${a} === 'number'`);
  if (staticType(right) !== 'number' && a !== b) checks.push(`typeof ${b} === 'number'`);
  return checks.join(' && ');
}

export function emitComparison(emitter: FunctionEmitter, expression: Binary): string {
  const { operator, left, right } = expression;
  return emitter.scratch(() => {
    const a = emitOperand(emitter, left);
    const b = emitOperand(emitter, right);
    const setup = [...a.setup, ...b.setup];
    const plain = `${a.code} ${operator} ${b.code}`;
    const checks = numberChecks(expression, a.code, b.code);
    if (checks === '') return sequence(setup, `(${plain})`);
    const site = emitter.site(expression.line, []);
    // Lua knows only "less": `a > b` is `b < a`, and messages name the operands in that order.
    const [low, high] = operator.startsWith('<') ? [a, b] : [b, a];
    const compare = operator.endsWith('=') ? 'lessOrEqual' : 'less';
    const slow = `yield* O.${compare}(${low.code}, ${high.code}, fr, ${site})`;
    return sequence(setup, `(${checks} ? ${plain} : ${slow})`);
  });
}

export function emitEquality(emitter: FunctionEmitter, expression: Binary): string {
  const { operator, left, right } = expression;
  return emitter.scratch(() => {
    const a = emitOperand(emitter, left);
    const b = emitOperand(emitter, right);
    const setup = [...a.setup, ...b.setup];
    const [same, not] = operator === '==' ? ['===', ''] : ['!==', '!'];
    if (isConstant(left) || isConstant(right)) {
      return sequence(setup, `(${a.code} ${same} ${b.code})`);
    }
    const site = emitter.site(expression.line, []);
    const tables = `${a.code} instanceof T && ${a.code}.metatable !== undefined && ${b.code} instanceof T`;
    const slow = `yield* O.equal(${a.code}, ${b.code}, fr, ${site})`;
    return sequence(setup, `${not}(${a.code} === ${b.code} || (${tables} && (${slow})))`);
  });
}
