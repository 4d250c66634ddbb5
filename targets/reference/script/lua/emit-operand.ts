/** Values that code reads more than once. */
import type { Expression } from './ast.ts';
import type { FunctionEmitter, Operand } from './emitter.ts';
import { isConstant, isSimple } from './static-type.ts';

/** A value that is read where its operation happens; a variable is not copied. */
export function emitOperand(emitter: FunctionEmitter, expression: Expression): Operand {
  const code = emitter.writers.value(emitter, expression);
  return isSimple(expression) ? { setup: [], code } : emitKept(emitter, code);
}

/** A value that is settled now, whatever later code does to variables. */
export function emitSettled(emitter: FunctionEmitter, expression: Expression): Operand {
  const code = emitter.writers.value(emitter, expression);
  return isConstant(expression) ? { setup: [], code } : emitKept(emitter, code);
}

function emitKept(emitter: FunctionEmitter, code: string): Operand {
  const kept = emitter.temporary();
  return { setup: [`${kept} = ${code}`], code: kept };
}
