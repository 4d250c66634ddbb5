/**
 * Calls. A function of Lua is run by `yield*` while the JavaScript stack is shallow; a native is
 * called; everything else (callable tables, natives that call back, a deep stack) goes to `S.call`.
 */
import type { Call, Expression } from './ast.ts';
import { emitOperand, emitSettled } from './emit-operand.ts';
import { type FunctionEmitter, sequence } from './emitter.ts';
import { isConstant, isMulti, isSimple } from './static-type.ts';

interface PreparedCall {
  readonly setup: string[];
  readonly callee: string;
  /** The arguments, to stand between parentheses or brackets. */
  readonly args: string;
}

/** The first result. */
export function emitCall(emitter: FunctionEmitter, call: Call): string {
  return emitter.scratch(() => {
    const { setup, callee, args } = prepare(emitter, call);
    const result = emitter.temporary();
    const body = `((${result} = yield* ${callee}.body(${args})) instanceof R ? yield* S.first(${result}, fr) : ${result})`;
    return sequence(
      setup,
      dispatch(
        callee,
        body,
        `${callee}.native([${args}])[0]`,
        `(yield* S.call(${callee}, [${args}]))[0]`,
      ),
    );
  });
}

/** All results, as an array that is not to be changed. */
export function emitCallAll(emitter: FunctionEmitter, call: Call): string {
  return emitter.scratch(() => {
    const { setup, callee, args } = prepare(emitter, call);
    const result = emitter.temporary();
    const body = `((${result} = yield* ${callee}.body(${args})) instanceof R ? (${result}.tail === undefined ? ${result}.values : yield* S.all(${result}, fr)) : [${result}])`;
    return sequence(
      setup,
      dispatch(callee, body, `${callee}.native([${args}])`, `yield* S.call(${callee}, [${args}])`),
    );
  });
}

/** A call as a statement: its results are dropped, but a tail call in it must run. */
export function emitCallStatement(emitter: FunctionEmitter, call: Call): string {
  return emitter.scratch(() => {
    const { setup, callee, args } = prepare(emitter, call);
    const result = emitter.temporary();
    const body = `((${result} = yield* ${callee}.body(${args})) instanceof R && ${result}.tail !== undefined && (yield* S.all(${result}, fr)))`;
    return sequence(
      setup,
      dispatch(callee, body, `${callee}.native([${args}])`, `yield* S.call(${callee}, [${args}])`),
    );
  });
}

/** The statement `return f(…)`: a function of Lua is left to the caller of this one. */
export function emitTailCall(emitter: FunctionEmitter, call: Call): string {
  return emitter.scratch(() => {
    const { setup, callee, args } = prepare(emitter, call);
    const native = `${callee} instanceof F && ${callee}.native !== undefined ? pack(${callee}.native([${args}]))`;
    return `return ${sequence(setup, `(${native} : yield* S.tailCall(${callee}, [${args}]))`)};`;
  });
}

function dispatch(callee: string, body: string, native: string, other: string): string {
  const isShallow = 'fr.depth < S.depthMax';
  return `(${callee} instanceof F ? (${callee}.native !== undefined ? ${native} : ${callee}.body !== undefined && ${isShallow} ? ${body} : ${other}) : ${other})`;
}

function prepare(emitter: FunctionEmitter, call: Call): PreparedCall {
  const { callee, setup, self } =
    call.method === undefined
      ? plainCallee(emitter, call.callee)
      : methodCallee(emitter, call, call.method);
  const args = prepareArguments(emitter, call.args);
  const name =
    call.method === undefined
      ? emitter.nameOf(call.callee)
      : ({ kind: 'method', name: call.method } as const);
  const site = emitter.site(call.line, [name]);
  return {
    callee,
    setup: [...setup, ...args.setup, `fr.site = ${site}`, 'S.frame = fr'],
    args: [...self, ...args.codes].join(', '),
  };
}

function plainCallee(
  emitter: FunctionEmitter,
  expression: Expression,
): { callee: string; setup: readonly string[]; self: string[] } {
  const { setup, code } = emitSettled(emitter, expression);
  return { callee: code, setup, self: [] };
}

function methodCallee(
  emitter: FunctionEmitter,
  call: Call,
  method: string,
): { callee: string; setup: readonly string[]; self: string[] } {
  const self = emitSettled(emitter, call.callee);
  const callee = emitter.temporary();
  const key = JSON.stringify(method);
  const site = emitter.site(call.line, [emitter.nameOf(call.callee)]);
  const own = `${self.code} instanceof T && (${callee} = ${self.code}.getText(${key})) !== undefined`;
  const ofText = `typeof ${self.code} === 'string' && (${callee} = S.metatables.textMethod(${key})) !== undefined`;
  const slow = `yield* O.index(${self.code}, ${key}, fr, ${site})`;
  const setup = [...self.setup, `${callee} = (${own}) || (${ofText}) ? ${callee} : ${slow}`];
  return { callee, setup, self: [self.code] };
}

/** Lua settles arguments from left to right; a variable needs a copy only if later ones may change it. */
function prepareArguments(
  emitter: FunctionEmitter,
  args: readonly Expression[],
): { setup: string[]; codes: string[] } {
  const setup: string[] = [];
  const codes: string[] = [];
  args.forEach((arg, i) => {
    const restIsSimple = args.slice(i + 1).every(isSimple);
    if (i === args.length - 1 && isMulti(arg)) {
      if (arg.kind === 'varargs') codes.push('...va');
      else {
        const all = emitAll(emitter, arg);
        const kept = emitter.temporary();
        setup.push(`${kept} = ${all}`);
        codes.push(`...${kept}`);
      }
      return;
    }
    const isFree = isConstant(arg) || (isSimple(arg) && restIsSimple);
    const operand = isFree ? emitOperand(emitter, arg) : emitSettled(emitter, arg);
    setup.push(...operand.setup);
    codes.push(operand.code);
  });
  return { setup, codes };
}

/** The values of a call or of `...` as an array, which is not to be changed. */
export function emitAll(emitter: FunctionEmitter, expression: Expression): string {
  if (expression.kind === 'call') return emitCallAll(emitter, expression);
  return 'va';
}
