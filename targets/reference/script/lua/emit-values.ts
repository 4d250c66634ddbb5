/** Lists of values of a given length, as `local` and assignments take them. */
import type { Expression } from './ast.ts';
import { emitAll } from './emit-call.ts';
import { emitSettled } from './emit-operand.ts';
import type { FunctionEmitter } from './emitter.ts';
import { isConstant, isMulti } from './static-type.ts';

/** As many values as asked for, `undefined` where there are none; statements to run before. */
export function emitValues(
  emitter: FunctionEmitter,
  values: readonly Expression[],
  count: number,
  { settle }: { settle: boolean },
): { setup: string[]; codes: string[] } {
  const setup: string[] = [];
  const codes: string[] = [];
  values.forEach((value, i) => {
    const isLast = i === values.length - 1;
    if (isLast && isMulti(value) && count > values.length) {
      const all = emitAll(emitter, value);
      const kept = emitter.temporary();
      setup.push(`${kept} = ${all};\n`);
      for (let k = 0; i + k < count; k++) codes.push(`${kept}[${k}]`);
    } else if (i >= count) setup.push(`${emitter.writers.value(emitter, value)};\n`);
    else if (isConstant(value) || (!settle && count === 1 && isLast))
      codes.push(emitter.writers.value(emitter, value));
    else {
      const operand = emitSettled(emitter, value);
      setup.push(...operand.setup.map((code) => `${code};\n`));
      codes.push(operand.code);
    }
  });
  while (codes.length < count) codes.push('undefined');
  return { setup, codes };
}
