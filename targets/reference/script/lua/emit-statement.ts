/** Statements and whole functions as JavaScript text. */
import type { Binding, Block, Expression, Statement, Target } from './ast.ts';
import { emitCallStatement, emitTailCall } from './emit-call.ts';
import { emitCondition } from './emit-condition.ts';
import { emitList, emitValue } from './emit-expression.ts';
import { emitGenericFor, emitNumericFor, TURN } from './emit-for.ts';
import { emitOperand, emitSettled } from './emit-operand.ts';
import { emitValues } from './emit-values.ts';
import { type FunctionEmitter, variable } from './emitter.ts';
import { isConstant, staticType } from './static-type.ts';

/** A generator function expression. */
export function functionBody(emitter: FunctionEmitter): string {
  const { node, prototype } = emitter;
  const body = emitBlock(emitter, node.body);
  const parameters = node.parameters.map(variable);
  if (node.scope.hasVarargs) parameters.push('...va');
  const temporaries = emitter.temporaries();
  return [
    `function* (${parameters.join(', ')}) {`,
    `const pf = S.frame, fr = new A(p${prototype}, pf, pf.nativeDepth);`,
    'if (--S.stepsLeft < 0 || fr.isTooDeep) yield* S.checkpoint(fr);',
    temporaries.length === 0 ? '' : `let ${temporaries.join(', ')};`,
    argTable(emitter),
    body,
    'return N;',
    '}',
  ].join('\n');
}

function argTable({ node }: FunctionEmitter): string {
  if (node.argTable === undefined) return '';
  const value = node.scope.usesVarargs ? 'undefined' : 'O.argTable(va)';
  return `let ${variable(node.argTable)} = ${value};`;
}

export function emitBlock(emitter: FunctionEmitter, block: Block): string {
  return block.map((statement) => emitStatement(emitter, statement)).join('\n');
}

function emitStatement(emitter: FunctionEmitter, statement: Statement): string {
  switch (statement.kind) {
    case 'local':
      return emitter.scratch(() => emitLocal(emitter, statement.bindings, statement.values));
    case 'local function': {
      const name = variable(statement.binding);
      const body = functionBody(emitter.inner(statement.node));
      return `let ${name}; ${name} = F.compiled(${body});`;
    }
    case 'assign':
      return emitter.scratch(() => emitAssignment(emitter, statement));
    case 'call':
      return `${emitCallStatement(emitter, statement.call)};`;
    case 'do':
      return `{\n${emitBlock(emitter, statement.body)}\n}`;
    case 'while': {
      const condition = emitCondition(emitter, statement.condition);
      return `while (${condition}) {\n${TURN}\n${emitBlock(emitter, statement.body)}\n}`;
    }
    case 'repeat': {
      const body = emitBlock(emitter, statement.body);
      const condition = emitCondition(emitter, statement.condition);
      return `for (;;) {\n${TURN}\n${body}\nif (${condition}) break;\n}`;
    }
    case 'if':
      return emitIf(emitter, statement.arms, statement.otherwise);
    case 'numeric for':
      return emitNumericFor(emitter, statement);
    case 'generic for':
      return emitGenericFor(emitter, statement);
    case 'return':
      return emitReturn(emitter, statement.values);
    case 'break':
      return 'break;';
  }
}

/** To JavaScript each `else if` lies within the one before, and it runs out of stack on some thousands. */
const ARMS_NESTED_MAX = 100;

function emitIf(
  emitter: FunctionEmitter,
  arms: readonly { condition: Expression; body: Block }[],
  otherwise: Block | undefined,
): string {
  const isLong = arms.length > ARMS_NESTED_MAX;
  const written = arms.map(({ condition, body }) => {
    const test = emitCondition(emitter, condition);
    const leave = isLong ? '\nbreak arms;' : '';
    return `if (${test}) {\n${emitBlock(emitter, body)}${leave}\n}`;
  });
  if (otherwise !== undefined) written.push(`{\n${emitBlock(emitter, otherwise)}\n}`);
  return isLong ? `arms: {\n${written.join('\n')}\n}` : written.join(' else ');
}

function emitReturn(emitter: FunctionEmitter, values: readonly Expression[]): string {
  const [only] = values;
  if (only === undefined) return 'return N;';
  if (values.length > 1) return `return new R(${emitList(emitter, values)});`;
  if (only.kind === 'call') return emitTailCall(emitter, only);
  if (only.kind === 'varargs') return 'return pack(va);';
  return `return ${emitValue(emitter, only)};`;
}

function emitLocal(
  emitter: FunctionEmitter,
  bindings: readonly Binding[],
  values: readonly Expression[],
): string {
  if (bindings.length === 1 && values.length === 1) markNumeric(bindings[0], values[0]);
  const { setup, codes } = emitValues(emitter, values, bindings.length, { settle: false });
  return `${setup.join('')}let ${bindings.map((each, i) => `${variable(each)} = ${codes[i]}`).join(', ')};`;
}

function markNumeric(binding: Binding | undefined, value: Expression | undefined): void {
  if (binding === undefined || value === undefined || binding.reassigned) return;
  binding.numeric = staticType(value) === 'number';
}

function emitAssignment(
  emitter: FunctionEmitter,
  {
    targets,
    values,
    line,
  }: { targets: readonly Target[]; values: readonly Expression[]; line: number },
): string {
  const [only] = targets;
  const isOne = targets.length === 1 && values.length === 1;
  if (isOne && only?.kind === 'local') {
    return `${variable(only.binding)} = ${emitValue(emitter, values[0] as Expression)};`;
  }
  const places = targets.map((target) => emitPlace(emitter, target, { settle: !isOne }));
  const { setup, codes } = emitValues(emitter, values, targets.length, { settle: true });
  const stores = places.map((place, i) => place.store(codes[i] ?? 'undefined', line));
  // Lua stores from the last target to the first.
  return [...places.map((place) => place.setup), ...setup, ...stores.reverse()].join('');
}

interface EmittedPlace {
  readonly setup: string;
  readonly store: (value: string, line: number) => string;
}

function emitPlace(
  emitter: FunctionEmitter,
  target: Target,
  { settle }: { settle: boolean },
): EmittedPlace {
  if (target.kind === 'local') {
    return { setup: '', store: (value) => `${variable(target.binding)} = ${value};\n` };
  }
  if (target.kind === 'global') {
    const key = JSON.stringify(target.name);
    return {
      setup: '',
      store: (value, line) => store('G', key, '', value, emitter.site(line, [])),
    };
  }
  const emit = settle ? emitSettled : emitOperand;
  const object = emit(emitter, target.object);
  const key = emit(emitter, target.key);
  const names = [emitter.nameOf(target.object)];
  return {
    setup: [...object.setup, ...key.setup].map((code) => `${code};\n`).join(''),
    store: (value, line) =>
      store(
        object.code,
        key.code,
        keyCheck(target.key, key.code),
        value,
        emitter.site(line, names),
      ),
  };
}

/** A key must be neither nil nor NaN. */
function keyCheck(key: Expression, code: string): string {
  if (isConstant(key) && key.kind !== 'nil') return '';
  return ` && ${code} !== undefined && ${code} === ${code}`;
}

function store(object: string, key: string, check: string, value: string, site: number): string {
  const isPlain = `${object} instanceof T && ${object}.metatable === undefined && !${object}.readonly${check}`;
  return `if (${isPlain}) ${object}.set(${key}, ${value}); else yield* O.setIndex(${object}, ${key}, ${value}, fr, ${site});\n`;
}
