import type { Expression } from './ast.ts';
import type { FunctionEmitter } from './emitter.ts';
import { isSimple, staticType } from './static-type.ts';

/** An expression as a JavaScript boolean: whether Lua takes it as true. */
export function emitCondition(emitter: FunctionEmitter, expression: Expression): string {
  const { kind } = expression;
  if (kind === 'parentheses') return emitCondition(emitter, expression.inner);
  if (kind === 'unary' && expression.operator === 'not') {
    return `!${emitCondition(emitter, expression.operand)}`;
  }
  if (kind === 'binary' && (expression.operator === 'and' || expression.operator === 'or')) {
    const operator = expression.operator === 'and' ? '&&' : '||';
    const left = emitCondition(emitter, expression.left);
    return `(${left} ${operator} ${emitCondition(emitter, expression.right)})`;
  }
  if (staticType(expression) === 'boolean') return emitter.writers.value(emitter, expression);
  return emitter.scratch(() => {
    const value = emitter.writers.value(emitter, expression);
    if (isSimple(expression)) return `(${value} !== undefined && ${value} !== false)`;
    const kept = emitter.temporary();
    return `((${kept} = ${value}) !== undefined && ${kept} !== false)`;
  });
}
