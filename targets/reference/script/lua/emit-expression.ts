/** Expressions: each function answers with a JavaScript expression. */
import type { Binary, Expression, GlobalName, Index, TableConstructor, Unary } from './ast.ts';
import { emitAll, emitCall } from './emit-call.ts';
import { emitOperand, emitSettled } from './emit-operand.ts';
import { type FunctionEmitter, sequence, variable } from './emitter.ts';
import { foldedNumber } from './fold.ts';
import { emitLongChain } from './spine.ts';
import { isComparison, isConstant, isMulti, isSimple, staticType } from './static-type.ts';

/** The one value of an expression. */
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
      return numberLiteral(emitter, expression.value);
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
  if (staticType(expression) === 'boolean') return emitValue(emitter, expression);
  return emitter.scratch(() => {
    const value = emitValue(emitter, expression);
    if (isSimple(expression)) return `(${value} !== undefined && ${value} !== false)`;
    const kept = emitter.temporary();
    return `((${kept} = ${value}) !== undefined && ${kept} !== false)`;
  });
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

function numberLiteral(emitter: FunctionEmitter, value: number): string {
  if (value !== 0) return value < 0 ? `(${value})` : String(value);
  emitter.zero ??= Object.is(value, -0) ? '-0' : '0';
  return `(${emitter.zero})`;
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

function emitUnary(emitter: FunctionEmitter, expression: Unary): string {
  const { operator, operand } = expression;
  if (operator === 'not') return emitCondition(emitter, expression);
  const folded = foldedNumber(expression);
  if (folded !== undefined) return numberLiteral(emitter, folded);
  return emitter.scratch(() => {
    const { setup, code } = emitOperand(emitter, operand);
    const name = emitter.nameOf(operand);
    const site = emitter.site(expression.line, [name, name]);
    if (operator === '#') {
      const length = `(typeof ${code} === 'string' ? ${code}.length : O.length(${code}, fr, ${site}))`;
      return sequence(setup, length);
    }
    if (staticType(operand) === 'number') return sequence(setup, `-${code}`);
    const slow = `yield* O.arithmetic('negate', ${code}, ${code}, fr, ${site})`;
    return sequence(setup, `(typeof ${code} === 'number' ? -${code} : ${slow})`);
  });
}

function emitBinary(emitter: FunctionEmitter, expression: Binary): string {
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
    const other = emitValue(emitter, right);
    return isAnd ? `(${condition} ? ${other} : false)` : `(${condition} ? true : ${other})`;
  }
  return emitter.scratch(() => {
    const value = emitValue(emitter, left);
    const kept = emitter.temporary();
    const isFalse = `((${kept} = ${value}) === undefined || ${kept} === false)`;
    const other = emitValue(emitter, right);
    return isAnd ? `(${isFalse} ? ${kept} : ${other})` : `(${isFalse} ? ${other} : ${kept})`;
  });
}

function emitArithmetic(emitter: FunctionEmitter, expression: Binary): string {
  const { operator, left, right } = expression;
  const folded = foldedNumber(expression);
  if (folded !== undefined) return numberLiteral(emitter, folded);
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

function emitComparison(emitter: FunctionEmitter, expression: Binary): string {
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

function emitEquality(emitter: FunctionEmitter, expression: Binary): string {
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

/** Lua stores list items in batches of this size; an explicit key in between may come before or after. */
const BATCH = 50;

function emitTable(emitter: FunctionEmitter, { items, line }: TableConstructor): string {
  if (items.length === 0) return 'new T()';
  return emitter.scratch(() => {
    const table = emitter.temporary();
    const listed = items.filter(({ key }) => key === undefined);
    const last = items.at(-1);
    const openEnd = last !== undefined && last.key === undefined && isMulti(last.value);
    const listCount = listed.length - (openEnd ? 1 : 0);
    const code = [
      `${table} = new T(${sizeHint(listCount)}, ${sizeHint(items.length - listed.length)})`,
    ];
    let stored = 0;
    let batch: string[] = [];
    const flush = (tail: string): void => {
      if (batch.length > 0 || tail !== '') {
        code.push(`${table}.setItems(${stored}, [${[...batch, tail].filter(Boolean).join(', ')}])`);
      }
      stored += batch.length;
      batch = [];
      emitter.release(mark);
    };
    const mark = emitter.mark();
    for (const { key, value } of items) {
      if (batch.length === BATCH) flush('');
      if (key !== undefined) code.push(emitField(emitter, { table, key, value, line }));
      else if (openEnd && value === last.value) flush(`...${emitAll(emitter, value)}`);
      else {
        const item = emitSettled(emitter, value);
        code.push(...item.setup);
        batch.push(item.code);
      }
    }
    flush('');
    return sequence(code, table);
  });
}

function emitField(
  emitter: FunctionEmitter,
  { table, key, value, line }: { table: string; key: Expression; value: Expression; line: number },
): string {
  return emitter.scratch(() => {
    const k = emitOperand(emitter, key);
    const v = emitOperand(emitter, value);
    const site = emitter.site(line, []);
    const store =
      isConstant(key) && key.kind !== 'nil'
        ? `${table}.set(${k.code}, ${v.code})`
        : `yield* O.setIndex(${table}, ${k.code}, ${v.code}, fr, ${site})`;
    return sequence([...k.setup, ...v.setup], store);
  });
}

/** Lua keeps the sizes of a constructor in a byte, three bits of them exact: others are rounded up. */
function sizeHint(count: number): number {
  let exponent = 0;
  let mantissa = count;
  while (mantissa >= 16) {
    mantissa = (mantissa + 1) >> 1;
    exponent++;
  }
  return mantissa * 2 ** exponent;
}
