/** Expressions: each function answers with a JavaScript expression. */
import type { Expression, GlobalName, Index } from './ast.ts';
import { emitAll, emitCall } from './emit-call.ts';
import { emitNumber } from './emit-literal.ts';
import { emitOperand } from './emit-operand.ts';
import { emitBinary, emitUnary } from './emit-operators.ts';
import { emitTable } from './emit-table.ts';
import { type FunctionEmitter, sequence, variable } from './emitter.ts';
import { emitLongChain } from './spine.ts';
import { isMulti } from './static-type.ts';

export function emitValue(emitter: FunctionEmitter, expression: Expression): string {
  return emitLongChain(emitter, expression) ?? emitShort(emitter, expression);
}

function emitShort(emitter: FunctionEmitter, expression: Expression): string {
  switch (expression.kind) {
    case 'nil':
      return 'undefined';
    case 'true':
    case 'false':
      return expression.kind;
    case 'number':
      return emitNumber(emitter, expression.value);
    case 'string':
      return JSON.stringify(expression.value);
    case 'varargs':
      return 'va[0]';
    case 'function':
      return `F.compiled(${emitter.writers.body(emitter.inner(expression.node))})`;
    case 'local':
      return variable(expression.binding);
    case 'temporary':
      return expression.code;
    case 'global':
      return emitGlobal(emitter, expression);
    case 'index':
      return emitIndex(emitter, expression);
    case 'call':
      return emitCall(emitter, expression);
    case 'parentheses':
      return emitValue(emitter, expression.inner);
    case 'unary':
      return emitUnary(emitter, expression);
    case 'binary':
      return emitBinary(emitter, expression);
    case 'table':
      return emitTable(emitter, expression);
  }
}

/** All values of a list, the last expression of which may give any number, as an array. */
export function emitList(emitter: FunctionEmitter, expressions: readonly Expression[]): string {
  const last = expressions.at(-1);
  if (last === undefined) return '[]';
  if (!isMulti(last)) {
    return `[${expressions.map((expression) => emitValue(emitter, expression)).join(', ')}]`;
  }
  if (expressions.length === 1) return emitAll(emitter, last);
  const singles = expressions.slice(0, -1).map((expression) => emitValue(emitter, expression));
  return `[${singles.join(', ')}, ...${emitAll(emitter, last)}]`;
}

function emitGlobal(emitter: FunctionEmitter, { name, line }: GlobalName): string {
  return emitter.scratch(() => {
    const value = emitter.temporary();
    const key = JSON.stringify(name);
    const site = emitter.site(line, []);
    return `((${value} = G.getText(${key})) !== undefined ? ${value} : yield* O.index(G, ${key}, fr, ${site}))`;
  });
}

function emitIndex(emitter: FunctionEmitter, expression: Index): string {
  return emitter.scratch(() => {
    const object = emitOperand(emitter, expression.object);
    const key = emitOperand(emitter, expression.key);
    const value = emitter.temporary();
    const site = emitter.site(expression.line, [emitter.nameOf(expression.object)]);
    const get = expression.key.kind === 'string' ? 'getText' : 'get';
    const found = `((${value} = ${object.code}.${get}(${key.code})) !== undefined || ${object.code}.metatable === undefined)`;
    return sequence(
      [...object.setup, ...key.setup],
      `(${object.code} instanceof T && ${found} ? ${value} : yield* O.index(${object.code}, ${key.code}, fr, ${site}))`,
    );
  });
}
